package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite"
)

// database is where the tourists are, and the tasks: one transaction writes both.
type database struct {
	*sql.DB
	queue riverdriver.Driver[*sql.Tx]
}

// open connects to a database and makes our table where it is not there.
func open(ctx context.Context, name string) (*database, error) {
	kind, source := "sqlite", "file:"+name+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)"
	if strings.HasPrefix(name, "postgres://") {
		kind, source = "pgx", name
	}
	db, err := sql.Open(kind, source)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	d := &database{db, riverdatabasesql.New(db)}
	if kind == "sqlite" {
		db.SetMaxOpenConns(1) // it has one writer at a time
		d.queue = riversqlite.New(db)
	}
	_, err = db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS tourists (
		id text PRIMARY KEY, email text NOT NULL UNIQUE, password text NOT NULL, document text NOT NULL)`)
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("make the table: %w", err)
	}
	return d, nil
}
