package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite"

	"github.com/specho/specho/examples/tourism/service"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/codec"
)

// database is where accounts, photos and tasks are: one transaction writes them all.
type database struct {
	*sql.DB
	queue riverdriver.Driver[*sql.Tx]

	// start puts the tasks of an answer into a transaction.
	start func(context.Context, *sql.Tx, rest.Response) error
}

var _ service.Archive = (*database)(nil)

// open connects to a database and makes our tables where they are not there.
func open(ctx context.Context, name string) (*database, error) {
	kind, source, blob := "sqlite", "file:"+name+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)", "blob"
	if strings.HasPrefix(name, "postgres://") {
		kind, source, blob = "pgx", name, "bytea"
	}
	db, err := sql.Open(kind, source)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	d := &database{DB: db, queue: riverdatabasesql.New(db)}
	if kind == "sqlite" {
		db.SetMaxOpenConns(1) // it has one writer at a time
		d.queue = riversqlite.New(db)
	}
	for _, table := range []string{
		"accounts (email text PRIMARY KEY, id text NOT NULL, document text NOT NULL, salt BLOB NOT NULL, password BLOB NOT NULL, version int NOT NULL)",
		"pictures (id text PRIMARY KEY, document text NOT NULL, media text NOT NULL, content BLOB NOT NULL, small BLOB)",
	} {
		if _, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS "+strings.ReplaceAll(table, "BLOB", blob)); err != nil {
			db.Close()
			return nil, fmt.Errorf("make the tables: %w", err)
		}
	}
	return d, nil
}

// Accounts implements service.Archive.
func (d *database) Accounts(ctx context.Context) (all []service.Account, err error) {
	rows, err := d.QueryContext(ctx, "SELECT document, salt, password, version FROM accounts")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a service.Account
		var document []byte
		if err := rows.Scan(&document, &a.Salt, &a.Key, &a.Version); err != nil {
			return nil, err
		}
		if err := codec.Unmarshal(document, &a.Tourist); err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, rows.Err()
}

// KeepAccount implements service.Archive. Of two processes that give an e-mail address
// away at the same time the second one is told.
func (d *database) KeepAccount(ctx context.Context, a service.Account, answer rest.Response) error {
	return d.write(ctx, answer, service.ErrTaken, `INSERT INTO accounts (id, email, document, salt, password, version) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (email) DO UPDATE SET document = excluded.document, version = excluded.version WHERE accounts.id = excluded.id`,
		a.Tourist.ID.String(), a.Tourist.Email, string(a.Tourist.AppendJSON(nil)), a.Salt, a.Key, a.Version)
}

// Picture implements service.Archive.
func (d *database) Picture(ctx context.Context, id uuid.UUID) (p service.Picture, err error) {
	var document []byte
	err = d.QueryRowContext(ctx, "SELECT document, media, content, small FROM pictures WHERE id = $1", id.String()).
		Scan(&document, &p.Media, &p.Content, &p.Small)
	if errors.Is(err, sql.ErrNoRows) {
		return p, &service.NotFound{Kind: "photo", ID: id}
	}
	if err != nil {
		return p, err
	}
	return p, codec.Unmarshal(document, &p.Photo)
}

// KeepPicture implements service.Archive.
func (d *database) KeepPicture(ctx context.Context, p service.Picture, answer rest.Response) error {
	return d.write(ctx, answer, errors.ErrUnsupported, `INSERT INTO pictures (id, document, media, content, small) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET document = excluded.document, media = excluded.media, content = excluded.content, small = excluded.small`,
		p.Photo.ID.String(), string(p.Photo.AppendJSON(nil)), p.Media, p.Content, p.Small)
}

// write changes one row, and puts the tasks of an answer beside it: neither is there
// without the other. It returns none if no row was changed.
func (d *database) write(ctx context.Context, answer rest.Response, none error, query string, values ...any) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing after Commit
	done, err := tx.ExecContext(ctx, query, values...)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil {
		return err
	} else if n == 0 {
		return none
	}
	if answer != nil {
		if err := d.start(ctx, tx, answer); err != nil {
			return err
		}
	}
	return tx.Commit()
}
