package render

import (
	"slices"

	"github.com/specho/specho/generator/model"
)

// secretValue reports whether a value holds a secret at any depth.
func secretValue(v *model.Value) bool {
	for ; v != nil; v = v.Elem {
		if v.Kind == "Secret" || v.Type != nil && v.Type.Secrets {
			return true
		}
	}
	return false
}

// secretGroup reports whether one of the parameters of a group is a secret.
func secretGroup(g *model.ParamGroup) bool {
	return slices.ContainsFunc(g.Params, func(p *model.Param) bool { return secretValue(p.Value) })
}

// secretRequest reports whether a request holds a secret anywhere.
func secretRequest(o *model.Operation) bool {
	return slices.ContainsFunc(o.Groups, secretGroup) || o.Body != nil && secretContents(o.Body.Contents)
}

// secretContents reports whether one of the bodies holds a secret.
func secretContents(all []*model.Content) bool {
	return slices.ContainsFunc(all, func(c *model.Content) bool { return secretValue(c.Value) || c.Form != nil && c.Form.Secrets })
}
