// Package packages puts every type of the model into a Go package of the output,
// and keeps packages from importing each other in circles.
package packages

import (
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
)

// Assign decides the package of every type and what each package declares.
func Assign(api *model.API, _ *diag.List) {
	for _, t := range api.Types {
		t.Package = api.Main
	}
	declare(api)
}
