package generator

import (
	"context"
	"errors"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/plan"
	"github.com/specho/specho/generator/render"
	"github.com/specho/specho/generator/scaffold"
)

// Scaffold returns the handlers that a folder lacks: for an empty one a type and a
// stub for every operation, one file a tag; for another one stubs for what has no
// method yet. It writes nothing, and what the folder holds comes back unchanged
// inside of extended files. Findings are methods that fit no operation any more.
// Problems of the document come as in [Generate].
func Scaffold(ctx context.Context, cfg Config, folder scaffold.Folder) (res scaffold.Result, diags []diag.Diagnostic, err error) {
	var l diag.List
	res, err = stubs(ctx, cfg, folder, &l)
	return res, l.Sorted(), err
}

func stubs(ctx context.Context, cfg Config, folder scaffold.Folder, l *diag.List) (scaffold.Result, error) {
	api, _, err := decide(ctx, cfg, l)
	if err != nil {
		return scaffold.Result{}, err
	}
	if len(api.Tags) == 0 {
		return scaffold.Result{}, errors.New("the document has no operation to handle")
	}
	work, err := scaffold.Plan(api, scaffold.Generated{ImportPath: cfg.ImportPath, Package: cfg.Package}, folder)
	if err != nil {
		return scaffold.Result{}, err
	}
	printed := map[string][][]byte{}
	for _, f := range work.Files {
		one, err := render.Files(ctx, []*plan.File{f})
		if err != nil {
			return scaffold.Result{}, err
		}
		printed[f.Name] = append(printed[f.Name], one[f.Name])
	}
	files, err := work.Merge(printed)
	return scaffold.Result{Files: files, Added: work.Added, Findings: work.Findings}, err
}
