package normalise

import (
	"strconv"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// tasksKeyword is the extension that declares background tasks, in components and
// in operations.
const tasksKeyword = "x-background-tasks"

// componentTasks reads the catalogue of background tasks.
func (z *normaliser) componentTasks(n *load.Node) {
	z.tasks = map[*load.Node]*spec.Task{}
	for _, m := range z.members(n) {
		if isExtension(m.Name) {
			continue
		}
		if d := z.deref(m, tasksKeyword); d != nil && z.tasks[d] == nil {
			z.tasks[d] = z.task(m.Name, d)
			z.doc.Tasks = append(z.doc.Tasks, z.tasks[d])
		}
	}
}

func (z *normaliser) task(name string, n *load.Node) *spec.Task {
	z.only(n, "task", "summary", "description", "payload", "delivery", "queue", "timeout", "delay", "retry", "idempotencyKey")
	t := &spec.Task{
		Node: at(n), Name: name, Summary: z.text(n, "summary"), Description: z.text(n, "description"),
		Delivery: z.oneOf(n, "delivery", "memory", "durable"), Queue: z.text(n, "queue"),
		Timeout: z.text(n, "timeout"), Delay: z.text(n, "delay"), IdempotencyKey: z.text(n, "idempotencyKey"),
		Members: z.places(n),
	}
	if p := n.Get("payload"); p != nil {
		t.Payload = z.schema(p)
	}
	if r := n.Get("retry"); r != nil && z.is(r, load.Object) {
		t.Retry = z.retry(r)
	}
	return t
}

func (z *normaliser) retry(n *load.Node) *spec.Retry {
	z.only(n, "retry", "maxAttempts", "backoff", "minDelay", "maxDelay")
	r := &spec.Retry{Node: at(n), MaxAttempts: 1, Backoff: z.oneOf(n, "backoff", "exponential", "linear", "constant"),
		MinDelay: z.text(n, "minDelay"), MaxDelay: z.text(n, "maxDelay"), Members: z.places(n)}
	if m := n.Get("maxAttempts"); m != nil {
		count, err := strconv.Atoi(m.Text)
		if err != nil || count < 1 || count > 1000 {
			z.fail(m, "task-attempts", "maxAttempts counts the first attempt too: 1 to 1000", "%s is no number of attempts", m.JSON())
		} else {
			r.MaxAttempts = count
		}
	}
	return r
}

// places are where the members of n are.
func (z *normaliser) places(n *load.Node) map[string]spec.Node {
	all := map[string]spec.Node{}
	for _, m := range z.members(n) {
		all[m.Name] = at(m)
	}
	return all
}

// oneOf reads a text that is one of the words; the first is the default.
func (z *normaliser) oneOf(n *load.Node, name string, words ...string) string {
	v := z.text(n, name)
	if v == "" {
		return words[0]
	}
	for _, w := range words {
		if v == w {
			return v
		}
	}
	z.fail(n.Get(name), "task-"+name, "write "+strings.Join(words, " or "), "%q is no %s of a task", v, name)
	return words[0]
}

// only refuses members that an object of our own does not have: a misspelt one
// would be a promise that nobody keeps.
func (z *normaliser) only(n *load.Node, object string, names ...string) {
	for _, m := range z.members(n) {
		known := m.Name == "$ref" || isExtension(m.Name)
		for _, w := range names {
			known = known || m.Name == w
		}
		if !known {
			z.fail(m, "task-member", "members are "+strings.Join(names, ", "), "a %s has no member %q", object, m.Name)
		}
	}
}

// operationTasks reads the uses of tasks of an operation.
func (z *normaliser) operationTasks(n *load.Node, op *spec.Operation) (uses []*spec.TaskUse) {
	list := n.Get(tasksKeyword)
	if list != nil && list.Kind == load.Object {
		list = z.taskOrder(list, op)
	}
	for _, m := range z.items(list) {
		if !z.is(m, load.Object) {
			continue
		}
		z.only(m, "use of a task", "task", "on", "required", "with")
		u := &spec.TaskUse{Node: at(m), Task: z.usedTask(m), Required: z.flag(m, "required", false)}
		for _, s := range z.items(m.Get("on")) {
			status := strings.ToUpper(s.Text)
			if status == "DEFAULT" {
				status = "default"
			}
			if !declaresStatus(op, status) {
				z.fail(s, "task-on", "on lists keys of the operation's responses", "%s %s has no response %q", op.Method, op.Path, s.Text)
			}
			u.On = append(u.On, spec.TaskTrigger{Node: at(s), Status: status})
		}
		if len(u.On) == 0 {
			z.fail(m, "task-on-missing", "add on: the keys of responses that start the task", "the use of a task does not say when it starts")
		}
		for _, w := range z.members(m.Get("with")) {
			b := spec.TaskBinding{Node: at(w), Member: w.Name, Value: spec.Value(w.JSON())}
			if w.Kind == load.String && strings.HasPrefix(w.Text, "$") {
				b.Expression = w.Text
			}
			u.With = append(u.With, b)
		}
		if u.Task != nil {
			uses = append(uses, u)
		}
	}
	return uses
}

// taskOrder reads the long form of an operation's tasks, which says how they run, and
// returns the list.
func (z *normaliser) taskOrder(n *load.Node, op *spec.Operation) *load.Node {
	z.only(n, "list of background tasks", "order", "stopOnError", "tasks")
	op.TaskOrder = spec.TaskOrder{Sequential: z.oneOf(n, "order", "concurrent", "sequential") == "sequential", StopOnError: z.flag(n, "stopOnError", false)}
	if op.TaskOrder.StopOnError && !op.TaskOrder.Sequential {
		z.fail(n.Get("stopOnError"), "task-order", "write order: sequential too", "tasks that do not wait for each other cannot stop on an error")
	}
	list := n.Get("tasks")
	if list == nil {
		z.fail(n, "task-missing", "add tasks: the list of uses", "%s starts no task", tasksKeyword)
	}
	return list
}

func declaresStatus(op *spec.Operation, status string) bool {
	for _, r := range op.Responses {
		if r.Status == status {
			return true
		}
	}
	return false
}

// usedTask finds the task a use names: a key of the catalogue, or a reference.
func (z *normaliser) usedTask(n *load.Node) *spec.Task {
	name := n.Get("task")
	if name == nil {
		z.fail(n, "task-missing", "add task: a key of components/"+tasksKeyword, "the use of a task names none")
		return nil
	}
	if name.Kind == load.Object {
		d := z.deref(name, tasksKeyword)
		if d == nil {
			return nil
		}
		if t := z.tasks[d]; t != nil {
			return t
		}
	}
	if name.Kind == load.String {
		for _, t := range z.doc.Tasks {
			if t.Name == name.Text {
				return t
			}
		}
	}
	z.fail(name, "task-unknown", "declare it under components/"+tasksKeyword, "there is no background task %s", name.JSON())
	return nil
}

// unusedTasks warns of tasks that no operation starts.
func (z *normaliser) unusedTasks() {
	used := map[*spec.Task]bool{}
	for _, o := range z.doc.Operations {
		for _, u := range o.Tasks {
			used[u.Task] = true
		}
	}
	for _, t := range z.doc.Tasks {
		if !used[t] {
			z.l.Warnf(t.Pos, t.Pointer, "task-unused", "no operation starts the background task %q", t.Name)
		}
	}
}
