package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/specho/specho/generator/output"
)

// TestCommandPage: docs/command.md says what the help texts say.
func TestCommandPage(t *testing.T) {
	page := section(t, "")
	for _, c := range commands() {
		if c.run == nil {
			continue
		}
		if !strings.Contains(page, "`specho "+c.name) {
			t.Errorf("the page does not name the command %s", c.name)
		}
		for _, opt := range c.flags(&options{}) {
			where := section(t, c.name)
			if inherited := c.name == "check" || c.name == "scaffold"; inherited {
				where += section(t, "generate")
			}
			if !strings.Contains(where, "`--"+opt.long+"`") && !strings.Contains(where, "`--"+opt.long+" ") && !strings.Contains(where, "`--"+opt.long+" "+strings.ReplaceAll(opt.value, "|", `\|`)+"`") {
				t.Errorf("%s: the page does not explain --%s", c.name, opt.long)
			}
			if opt.short != "" && !strings.Contains(where, "`-"+opt.short+"`") {
				t.Errorf("%s: the page does not name -%s", c.name, opt.short)
			}
		}
	}
	for _, line := range regexp.MustCompile("(?m)^\t?\t([a-z-]+)  +\\S").FindAllStringSubmatch(configTopic().text, -1) {
		if !strings.Contains(section(t, "specho.yaml"), "| `"+line[1]+"` |") {
			t.Errorf("the page does not explain the key %s", line[1])
		}
	}
	for _, cause := range []output.Cause{output.Missing, output.Stale, output.Changed, output.ByHand, output.ByDocument, output.Formatting,
		output.LineEndings, output.Conflict, output.Unlisted, output.Foreign, output.NotRegular, output.BehindLink, output.Interrupted} {
		if !strings.Contains(section(t, "check"), "| "+cause.Text()+" | `drift-"+string(cause)+"` |") {
			t.Errorf("the page does not explain %q", cause.Text())
		}
	}
}

// section is the part of the page below a heading, all of it for "".
func section(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../docs/command.md")
	if err != nil {
		t.Fatal(err)
	}
	if name == "" {
		return string(data)
	}
	_, text, _ := strings.Cut(string(data), "\n## "+name+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	return text
}
