package normalise

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// operationIDs keeps operation names unique.
type operationIDs struct {
	all   []namedOperation
	first map[string]namedOperation

	hooks   map[*spec.Operation]string          // what operations that the server sends are called
	parents map[*spec.Operation]*spec.Operation // of callbacks: the operation that declares them
}

type namedOperation struct {
	node *load.Node
	op   *spec.Operation
}

func (ids *operationIDs) init() {
	ids.first = map[string]namedOperation{}
	ids.hooks, ids.parents = map[*spec.Operation]string{}, map[*spec.Operation]*spec.Operation{}
}

func (ids *operationIDs) add(n *load.Node, op *spec.Operation) {
	ids.all = append(ids.all, namedOperation{n, op})
}

// finishOperations derives the names of operations without an operationId, or with
// one that an earlier operation has, when all are known.
func (z *normaliser) finishOperations() {
	twice := map[*spec.Operation]namedOperation{} // those whose name another one has
	for _, o := range z.ids.all {
		if o.op.ID == "" {
			continue
		}
		first, taken := z.ids.first[o.op.ID]
		switch {
		case !taken:
			z.ids.first[o.op.ID] = o
		case first.node == o.node: // one path item at two paths
			id := o.op.ID
			o.op.ID = ""
			z.warn(o.node, "operation-id-shared", "", "%s %s and %s share the operationId %q: the second one gets a name of its own", first.op.Method, first.op.Written, o.op.Written, id)
		default:
			o.op.ID = ""
			twice[o.op] = first
		}
	}
	for _, o := range z.ids.all {
		if o.op.ID != "" {
			continue
		}
		o.op.ID = z.ids.derive(o.op)
		z.ids.first[o.op.ID] = o
		_, hook := z.ids.hooks[o.op]
		first, shared := twice[o.op]
		switch id := o.node.Get("operationId"); {
		case shared:
			z.warn(id, "operation-id-duplicate", "operationIds are unique: give one of the two another name",
				"%s %s has the operationId %q of %s %s at %s: it is called %s", o.op.Method, o.op.Written, id.Text,
				first.op.Method, first.op.Written, first.node.Get("operationId").Pos(), o.op.ID)
		case (id == nil || id.Text == "") && !hook:
			z.warn(o.node, "operation-id-missing", "add operationId: it becomes the name of the Go method",
				"%s %s has no operationId: it is called %s", o.op.Method, o.op.Written, o.op.ID)
		}
	}
}

// derive makes a name of method and path. A name that is taken gets a suffix made
// of the same two, so that it does not depend on the order of the document.
func (ids *operationIDs) derive(op *spec.Operation) string {
	if _, hook := ids.hooks[op]; hook {
		return ids.free(ids.ofHook(op), op)
	}
	id := strings.ToLower(op.Method)
	for segment := range strings.SplitSeq(op.Written, "/") {
		words := strings.FieldsFunc(segment, func(r rune) bool { return !isWordRune(r) })
		if strings.HasPrefix(segment, "{") && len(words) > 0 {
			words[0] = "by_" + words[0]
		}
		if len(words) > 0 {
			id += "_" + strings.Join(words, "_")
		}
	}
	return ids.free(id, op)
}

// free returns id, with a suffix if another operation has it.
func (ids *operationIDs) free(id string, op *spec.Operation) string {
	if _, taken := ids.first[id]; taken {
		h := fnv.New32a()
		fmt.Fprintf(h, "%s %s", op.Method, op.Written)
		id = fmt.Sprintf("%s_%08x", id, h.Sum32())
	}
	return id
}

func isWordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
}
