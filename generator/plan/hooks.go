package plan

// hooks lays out webhooks and callbacks: what receivers implement, what serves
// them, and what sends.
func (p *planner) hooks() {
	for _, s := range p.api.HookSets() {
		p.add(s.Go.File+".gen.go", "file/hooks").Hooks = s
		p.add(s.Go.File+"_server.gen.go", "file/hooks_server").Hooks = s
		p.add(s.Go.File+"_sender.gen.go", "file/hooks_sender").Hooks = s
	}
}
