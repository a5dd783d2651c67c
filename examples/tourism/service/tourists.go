package service

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// CreateTourist opens an account.
func (s *service) CreateTourist(ctx context.Context, req tourism.CreateTouristRequest) (tourism.CreateTouristResponse, error) {
	password, err := hashPassword(req.Body.Password)
	if err != nil {
		return nil, fmt.Errorf("hash password: %w", err) // the client gets a 500, the log the reason
	}
	a := account{tourist: newTourist(req.Body), password: password, version: 1}
	a.tourist.RegisteredAt = s.store.now()
	if !s.store.register(a) {
		// An error branch is an error: returned in the second place it ends the handler.
		return nil, tourism.NewConflict("The e-mail address %s is taken", a.tourist.Email)
	}
	created := tourism.CreateTouristCreated{
		Headers: tourism.CreateTouristCreatedHeaders{Location: s.link("tourists", a.tourist.ID), ETag: a.etag()},
		Body:    &a.tourist,
	}
	if err := s.archive.KeepAccount(ctx, a.archived(), created); err != nil {
		s.store.forget(a.tourist.ID)
		if errors.Is(err, ErrTaken) {
			return nil, tourism.NewConflict("The e-mail address %s is taken", a.tourist.Email)
		}
		return nil, fmt.Errorf("keep account: %w", err)
	}
	return created, nil
}

// newTourist is the account that an application asks for. The password has no
// field in it: it cannot leak into an answer.
func newTourist(in *tourism.TouristInput) tourism.Tourist {
	return tourism.Tourist{
		ID: uuid.New(), Name: in.Name, Email: in.Email,
		BirthDate: in.BirthDate, Phone: in.Phone, Address: in.Address, Language: in.Language,
		Newsletter: in.Newsletter, Interests: in.Interests,
	}
}

// GetTourist shows an account to its owner.
func (s *service) GetTourist(ctx context.Context, req tourism.GetTouristRequest) (tourism.GetTouristResponse, error) {
	a, err := s.ownAccount(ctx, req.Path.TouristID)
	if err != nil {
		return nil, err
	}
	if matches(req.Header.IfNoneMatch.Value, a.etag()) {
		return tourism.GetTouristNotModified{Headers: tourism.GetTouristNotModifiedHeaders{ETag: a.etag()}}, nil
	}
	return tourism.GetTouristOK{Headers: tourism.GetTouristOKHeaders{ETag: a.etag()}, Body: &a.tourist}, nil
}

// UpdateTourist merges a patch into an account.
func (s *service) UpdateTourist(ctx context.Context, req tourism.UpdateTouristRequest) (tourism.UpdateTouristResponse, error) {
	a, err := s.ownAccount(ctx, req.Path.TouristID)
	if err != nil {
		return nil, err
	}
	same := matches(req.Header.IfMatch, a.etag())
	if same {
		a, same = s.store.update(a.tourist.ID, a.version, func(t *tourism.Tourist) { merge(t, req.Body) })
	}
	if !same {
		changed := tourism.NewUpdateTouristPreconditionFailed("The account is at version %s by now", a.etag())
		changed.Headers.ETag = a.etag()
		return changed, nil // or in the second place: the answer is the same
	}
	if err := s.archive.KeepAccount(ctx, a.archived(), nil); err != nil {
		return nil, fmt.Errorf("keep account: %w", err)
	}
	return tourism.UpdateTouristOK{Headers: tourism.UpdateTouristOKHeaders{ETag: a.etag()}, Body: &a.tourist}, nil
}

// merge applies a JSON merge patch (RFC 7396).
func merge(t *tourism.Tourist, p *tourism.TouristUpdate) {
	t.Name = p.Name.Or(t.Name)
	t.Phone = merged(t.Phone, p.Phone)
	t.Address = merged(t.Address, p.Address)
	t.Language = p.Language.Or(t.Language)
	t.Newsletter = p.Newsletter.Or(t.Newsletter)
	if p.Interests != nil {
		t.Interests = p.Interests
	}
}

// merged looks at the three states of a member of a patch.
func merged[T any](old, patch rest.OptNull[T]) rest.OptNull[T] {
	switch {
	case !patch.Set: // absent: as it was
		return old
	case patch.IsNull(): // null: removed
		return rest.OptNull[T]{}
	}
	return patch
}

// ownAccount returns an account if it is the caller's own.
func (s *service) ownAccount(ctx context.Context, id uuid.UUID) (account, error) {
	a, err := find(s.store, s.store.accounts, "tourist", id)
	if err != nil {
		return a, err
	}
	if who(ctx).tourist != id {
		return a, tourism.NewForbidden("This is somebody else's account")
	}
	return a, nil
}

// LogIn opens a session.
func (s *service) LogIn(_ context.Context, req tourism.LogInRequest) (tourism.LogInResponse, error) {
	a, ok := s.store.accountByEmail(req.Body.Email)
	if !ok || !a.password.matches(req.Body.Password) {
		refused := tourism.NewUnauthorized("E-mail address and password do not belong together")
		refused.Headers.WWWAuthenticate = rest.Some(`Bearer realm="specho"`)
		return nil, refused
	}
	token := s.sessions.begin(a.tourist.ID)
	return tourism.LogInOK{
		Headers: tourism.LogInOKHeaders{SetCookie: sessionCookies(token, req.Body.Remember)},
		Body:    &tourism.Session{TouristID: a.tourist.ID, AccessToken: token, ExpiresIn: int32(sessionLife.Seconds())},
	}, nil
}

// sessionCookies are the two cookies of a login.
func sessionCookies(token string, remember bool) []*http.Cookie {
	access := &http.Cookie{Name: "specho_session", Value: token, Path: tourism.BasePath,
		HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}
	if remember {
		access.MaxAge = int(sessionLife.Seconds())
	}
	refresh := &http.Cookie{Name: "specho_refresh", Value: rand.Text(), Path: tourism.BasePath + "/sessions",
		HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode}
	return []*http.Cookie{access, refresh}
}

func (a account) etag() string { return fmt.Sprintf(`"v%d"`, a.version) }

// matches reports whether a list of entity tags, of If-Match or If-None-Match,
// holds one.
func matches(list, etag string) bool {
	for item := range strings.SplitSeq(list, ",") {
		item = strings.TrimSpace(item)
		if item == "*" || strings.TrimPrefix(item, "W/") == etag {
			return true
		}
	}
	return false
}
