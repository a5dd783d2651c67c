package service

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// caller is who sends a request: the principal that handlers get with
// rest.Principal[caller]. It is a tourist or a partner.
type caller struct {
	tourist uuid.UUID // zero for partners
	partner string    // "" for tourists
}

// sessionLife is how long an access token is good.
const sessionLife = time.Hour

// sessions checks credentials: tokens of tourists who are logged in, keys and
// tokens of partners.
type sessions struct {
	mu      sync.Mutex
	now     func() time.Time
	open    map[string]session // by access token
	keys    map[string]string  // API key -> partner
	clients map[string]client  // token of a partner's program
}

type session struct {
	tourist uuid.UUID
	ends    time.Time
}

type client struct {
	partner string
	scopes  []string
}

var _ tourism.Authenticator[caller] = (*sessions)(nil)

func newSessions() *sessions {
	return &sessions{now: time.Now, open: map[string]session{}, keys: map[string]string{}, clients: map[string]client{}}
}

// begin opens a session and returns its token.
func (s *sessions) begin(tourist uuid.UUID) string {
	token := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	for t, old := range s.open {
		if s.now().After(old.ends) {
			delete(s.open, t)
		}
	}
	s.open[token] = session{tourist: tourist, ends: s.now().Add(sessionLife)}
	return token
}

// BearerAuth takes the token of a tourist from the Authorization header.
func (s *sessions) BearerAuth(_ context.Context, c rest.Bearer) (caller, error) {
	return s.tourist(c.Token)
}

// SessionCookie takes the same token from the cookie.
func (s *sessions) SessionCookie(_ context.Context, c rest.APIKey) (caller, error) {
	return s.tourist(c.Key)
}

func (s *sessions) tourist(token string) (caller, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, ok := s.open[token]
	if !ok || s.now().After(in.ends) {
		return caller{}, rest.ErrUnauthorized
	}
	return caller{tourist: in.tourist}, nil
}

// PartnerKey takes the key of a partner.
func (s *sessions) PartnerKey(_ context.Context, c rest.APIKey) (caller, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	partner, ok := s.keys[c.Key]
	if !ok {
		return caller{}, rest.ErrUnauthorized
	}
	return caller{partner: partner}, nil
}

// ClientCredentials takes the token of a partner's program, which must have all
// scopes that the operation needs.
func (s *sessions) ClientCredentials(_ context.Context, c rest.Bearer) (caller, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	program, ok := s.clients[c.Token]
	if !ok {
		return caller{}, rest.ErrUnauthorized
	}
	for _, scope := range c.Scopes {
		if !slices.Contains(program.scopes, scope) {
			return caller{}, rest.ErrForbidden
		}
	}
	return caller{partner: program.partner}, nil
}

// who returns the caller of an operation; the zero caller where nobody has to
// tell who they are.
func who(ctx context.Context) caller {
	c, _ := rest.Principal[caller](ctx)
	return c
}

// passwordHash is what is kept of a password.
type passwordHash struct{ salt, key []byte }

// hashRounds makes guessing slow.
const hashRounds = 60_000

func hashPassword(password rest.Secret) (passwordHash, error) {
	salt := make([]byte, 16)
	rand.Read(salt)
	key, err := pbkdf2.Key(sha256.New, string(password), salt, hashRounds, 32)
	return passwordHash{salt, key}, err
}

func (h passwordHash) matches(password rest.Secret) bool {
	key, err := pbkdf2.Key(sha256.New, string(password), h.salt, hashRounds, 32)
	return err == nil && subtle.ConstantTimeCompare(key, h.key) == 1
}
