package plan

import "github.com/specho/specho/generator/model"

// Stubs is what a file of the user's own gets: the data of templates/scaffold.
type Stubs struct {
	Package   string            // of the file
	Doc       string            // of the package, if this file is to carry it
	Generated string            // import path of the generated package
	Imports   map[string]string // the file's own imports: path to local name
	Taken     []string          // names that no further import may have

	Handlers      Receiver
	Authenticator Receiver
	Background    Receiver
	Principal     string // Go type of who sends requests, as the file writes it

	Operations []*model.Operation // methods of Handlers
	Schemes    []*model.Scheme    // methods of Authenticator
	Tasks      []*model.Task      // methods of Background
}

// Receiver is a type of the user's own that gets methods.
type Receiver struct {
	Name string // Server
	Var  string // s
	Type string // *Server
}
