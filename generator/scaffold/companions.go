package scaffold

import (
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/plan"
)

func (w *worker) newAuthenticator(f *plan.File) {
	f.Stubs.Authenticator = w.folder.receiver(nil, "Authenticator", "a")
	f.Stubs.Principal = w.folder.freeName("Principal", "Caller", "AuthenticatedPrincipal")
	f.Stubs.Schemes = w.api.Schemes
	w.added(f.Name, f.Stubs.Authenticator.Name)
}

// authenticator plans a method for every security scheme that has none.
func (w *worker) authenticator() {
	if len(w.api.Schemes) == 0 || w.fresh {
		return // none is needed, or the new server.go has it
	}
	t := w.folder.authenticatorType()
	if t == nil {
		if name := "authenticator.go"; w.folder.in.Files[name] == nil {
			w.newAuthenticator(w.file(name, "scaffold/authenticator"))
		}
		return
	}
	have := w.folder.methodsOf(t)
	var missing []*model.Scheme
	for _, s := range w.api.Schemes {
		if have.find(s.Go.Method) == nil {
			missing = append(missing, s)
		}
	}
	w.leftOverSchemes(have)
	if len(missing) == 0 {
		return
	}
	f := w.file(t.source.name, "scaffold/credentials")
	f.Stubs.Authenticator = w.folder.receiver(t, "Authenticator", "a")
	f.Stubs.Principal = w.folder.principal(t, have)
	f.Stubs.Schemes = missing
	for _, s := range missing {
		w.added(f.Name, s.Go.Method)
	}
}

// background plans a type for the background tasks, and a method for every task
// that has none.
func (w *worker) background() {
	if len(w.api.Tasks) == 0 {
		return
	}
	t := w.folder.findType("Tasks", "Background", func(*method) bool { return false })
	if t == nil {
		if name := "background.go"; w.folder.in.Files[name] == nil {
			f := w.file(name, "scaffold/background")
			f.Stubs.Background = w.folder.receiver(nil, "Background", "b")
			f.Stubs.Tasks = w.api.Tasks
			w.added(name, f.Stubs.Background.Name)
		}
		return
	}
	have := w.folder.methodsOf(t)
	w.leftOverTasks(have)
	var missing []*model.Task
	for _, task := range w.api.Tasks {
		if have.find(task.Go.Method) == nil {
			missing = append(missing, task)
			w.added(t.source.name, task.Go.Method)
		}
	}
	if len(missing) > 0 {
		f := w.file(t.source.name, "scaffold/tasks")
		f.Stubs.Background = w.folder.receiver(t, "Background", "b")
		f.Stubs.Tasks = missing
	}
}

// leftOverTasks warns about methods of tasks that are gone: those that take a
// payload of the generated package.
func (w *worker) leftOverTasks(have methods) {
	names := map[string]bool{}
	for _, task := range w.api.Tasks {
		names[task.Go.Method] = true
	}
	for _, m := range have.list {
		in, out := w.folder.parameters(m, m.decl.Type.Params), w.folder.parameters(m, m.decl.Type.Results)
		isTask := len(in) == 2 && in[0] == "context.Context" && w.folder.gen.has(in[1]) && len(out) == 1 && out[0] == "error"
		if name := m.decl.Name.Name; isTask && !names[name] {
			w.warn(m, "task-removed", "no background task of the document is "+name+" any more", "delete the method")
		}
	}
}
