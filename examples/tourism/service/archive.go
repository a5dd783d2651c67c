package service

import (
	"context"
	"errors"
	"sync"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// Archive keeps what can outlive the process: accounts and pictures. One that is a
// database starts the tasks of an answer in the transaction that keeps what the
// answer tells of: the letter is sent if and only if the account is there.
type Archive interface {
	// Accounts returns what KeepAccount has kept.
	Accounts(ctx context.Context) ([]Account, error)

	// KeepAccount adds or changes an account, and starts the tasks of answer if that
	// is not nil. ErrTaken: another account has the e-mail address.
	KeepAccount(ctx context.Context, a Account, answer rest.Response) error

	// Picture returns what KeepPicture has kept, or a *NotFound.
	Picture(ctx context.Context, id uuid.UUID) (Picture, error)

	// KeepPicture adds or changes a picture, and starts the tasks of answer if that is
	// not nil.
	KeepPicture(ctx context.Context, p Picture, answer rest.Response) error
}

// ErrTaken refuses an account.
var ErrTaken = errors.New("the e-mail address is taken")

// Account is a tourist with what the contract never shows.
type Account struct {
	Tourist   tourism.Tourist
	Salt, Key []byte // of the password
	Version   int
}

// Picture is a photo with its bytes.
type Picture struct {
	Photo   tourism.Photo
	Media   string
	Content []byte
	Small   []byte // the thumbnail; nil: there is none yet
}

func (a account) archived() Account {
	return Account{Tourist: a.tourist, Salt: a.password.salt, Key: a.password.key, Version: a.version}
}

// load fills the store with the accounts that are kept.
func (s *service) load(ctx context.Context) error {
	kept, err := s.archive.Accounts(ctx)
	for _, a := range kept {
		put(s.store, s.store.accounts, a.Tourist.ID, account{a.Tourist, passwordHash{a.Salt, a.Key}, a.Version})
	}
	return err
}

// album is an Archive in memory: accounts are in the store anyway, and tasks start
// when the answer has left.
type album struct {
	mu       sync.Mutex
	pictures map[uuid.UUID]Picture
}

func newAlbum() *album { return &album{pictures: map[uuid.UUID]Picture{}} }

func (*album) Accounts(context.Context) ([]Account, error)               { return nil, nil }
func (*album) KeepAccount(context.Context, Account, rest.Response) error { return nil }

func (a *album) Picture(_ context.Context, id uuid.UUID) (Picture, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, ok := a.pictures[id]
	if !ok {
		return p, &NotFound{Kind: "photo", ID: id}
	}
	return p, nil
}

func (a *album) KeepPicture(_ context.Context, p Picture, _ rest.Response) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.pictures[p.Photo.ID] = p
	return nil
}
