package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// parsing posts the files of the JSONTestSuite to a running server, whose body
// may be any JSON: those that begin with y are JSON, with n they are not, with i
// implementations differ.
func (w *workshop) parsing(ctx context.Context, folder string) ([]*score, error) {
	program, err := w.server(ctx, &document{name: "parsing", version: "3.1.1"})
	if err != nil {
		return nil, err
	}
	url, stop, err := listen(ctx, program)
	if err != nil {
		return nil, err
	}
	defer stop()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	rows := map[byte]*score{
		'y': {name: "test_parsing y, accepted"}, 'n': {name: "test_parsing n, refused"},
		'i': {name: "test_parsing i, free", least: -1},
	}
	for _, file := range files {
		if err := post(url, file, rows); err != nil {
			return nil, err
		}
	}
	rows['y'].least, rows['n'].least = rows['y'].all, rows['n'].all
	rows['i'].note = fmt.Sprintf("%d accepted", rows['i'].right)
	rows['i'].right = rows['i'].all
	rows['i'].misses = nil
	return []*score{rows['y'], rows['n'], rows['i']}, nil
}

// post sends one file and counts the answer.
func post(url, file string, rows map[byte]*score) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	r, err := http.Post(url+"/any", "application/json", bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("posting %s: %w", file, err)
	}
	defer r.Body.Close()
	name := filepath.Base(file)
	s, want := rows[name[0]], http.StatusNoContent
	if name[0] == 'n' {
		want = http.StatusUnprocessableEntity
	}
	s.all++
	if r.StatusCode == want {
		s.right++
		return nil
	}
	if r.StatusCode == http.StatusNoContent {
		s.silent++
	}
	s.miss("WRONG    %s: %d", name, r.StatusCode)
	return nil
}

// listen starts a program as a server and returns its URL.
func listen(ctx context.Context, program string) (url string, stop func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	cmd := exec.CommandContext(ctx, program, "listen")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		cancel()
		return "", nil, fmt.Errorf("starting %s: %w", program, err)
	}
	stop = func() { cancel(); _ = cmd.Wait() }
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		return "", nil, fmt.Errorf("starting %s: %w", program, err)
	}
	return strings.TrimSpace(line), stop, nil
}
