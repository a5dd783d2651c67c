package main

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

// service implements one operation of the contract.
type service struct {
	tourism.Unimplemented
	db    *sql.DB
	start func(context.Context, *sql.Tx, rest.Response) error // see background
}

// CreateTourist opens an account. The account and the task of the letter are written
// together: neither is there without the other.
func (s *service) CreateTourist(ctx context.Context, req tourism.CreateTouristRequest) (tourism.CreateTouristResponse, error) {
	t := newTourist(req.Body)
	password, err := hashed(string(req.Body.Password))
	if err != nil {
		return nil, fmt.Errorf("hash the password: %w", err)
	}
	created := tourism.CreateTouristCreated{
		Headers: tourism.CreateTouristCreatedHeaders{Location: tourism.BasePath + "/tourists/" + t.ID.String(), ETag: `"1"`},
		Body:    &t,
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // nothing after Commit
	done, err := tx.ExecContext(ctx, "INSERT INTO tourists (id, email, password, document) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING",
		t.ID.String(), strings.ToLower(t.Email), password, string(t.AppendJSON(nil)))
	if err != nil {
		return nil, fmt.Errorf("write the tourist: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil {
		return nil, fmt.Errorf("write the tourist: %w", err)
	} else if n == 0 {
		return nil, tourism.NewConflict("The e-mail address %s is taken", t.Email)
	}
	if s.start != nil {
		if err := s.start(ctx, tx, created); err != nil {
			return nil, err
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("commit: %w", err)
	}
	return created, nil
}

// newTourist is the account that an application asks for, without its password.
func newTourist(in *tourism.TouristInput) tourism.Tourist {
	return tourism.Tourist{
		ID: uuid.New(), Name: in.Name, Email: in.Email, RegisteredAt: time.Now().UTC().Truncate(time.Second),
		BirthDate: in.BirthDate, Phone: in.Phone, Address: in.Address, Language: in.Language,
		Newsletter: in.Newsletter, Interests: in.Interests,
	}
}

// rounds is what OWASP advises for PBKDF2 with SHA-256.
const rounds = 600_000

// hashed is a password as the database keeps it: salt and key.
func hashed(password string) (string, error) {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // it never fails
	key, err := pbkdf2.Key(sha256.New, password, salt, rounds, sha256.Size)
	return base64.StdEncoding.EncodeToString(append(salt, key...)), err
}

// nobody knows no credentials: the operation that is served needs none.
type nobody struct{}

var errNobody = errors.New("nobody can log in here")

func (nobody) BearerAuth(context.Context, rest.Bearer) (string, error)        { return "", errNobody }
func (nobody) SessionCookie(context.Context, rest.APIKey) (string, error)     { return "", errNobody }
func (nobody) PartnerKey(context.Context, rest.APIKey) (string, error)        { return "", errNobody }
func (nobody) ClientCredentials(context.Context, rest.Bearer) (string, error) { return "", errNobody }

// handler mounts the contract on an Echo of our own.
func (s *service) handler(runner tasks.Runner, log *slog.Logger) (http.Handler, error) {
	e := echo.New()
	return rest.Handler(e), tourism.Register[string](e, s, nobody{}, rest.Options{Logger: log, Tasks: runner})
}
