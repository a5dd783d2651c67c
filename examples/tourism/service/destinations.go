package service

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// Limits of the sample, so that nobody fills its memory.
const (
	maxPhoto  = 10 << 20 // bytes, as the contract says
	maxPlaces = 10_000
)

// ListDestinations finds places. Those of the sample are open every day, so every
// place is open on the day that is asked for.
func (s *service) ListDestinations(ctx context.Context, req tourism.ListDestinationsRequest) (tourism.ListDestinationsResponse, error) {
	q := req.Query
	found := all(s.store, s.store.places, func(p place) bool { return wanted(p.destination, q) }, s.order(ctx, q.Sort))
	shown := make([]tourism.Destination, len(found))
	for i, p := range found {
		shown[i] = shownAs(p.destination, req.Header.AcceptLanguage.Value, req.Cookie.SpechoCurrency)
	}
	items, next, err := pageOf(shown, q.Limit, q.Cursor, func(d *tourism.Destination) string { return d.ID.String() })
	if err != nil {
		return nil, err
	}
	return tourism.ListDestinationsOK{
		Headers: tourism.ListDestinationsOKHeaders{Expires: s.expires(time.Minute)},
		Body:    &tourism.DestinationPage{Items: items, NextCursor: next},
	}, nil
}

// wanted reports whether a destination is among those a query asks for.
func wanted(d tourism.Destination, q tourism.ListDestinationsQuery) bool {
	if len(q.Countries) > 0 && !slices.Contains(q.Countries, d.Country) {
		return false
	}
	if len(q.Tag) > 0 && !slices.ContainsFunc(q.Tag, func(t string) bool { return slices.Contains(d.Tags, t) }) {
		return false
	}
	if q.Price == nil {
		return true
	}
	low, hasLow := q.Price.Min.Get()
	high, hasHigh := q.Price.Max.Get()
	return (!hasLow || d.Price.Amount.Cmp(low) >= 0) && (!hasHigh || d.Price.Amount.Cmp(high) <= 0)
}

// order puts what a tourist who is logged in likes first, then follows the query.
func (s *service) order(ctx context.Context, by []tourism.DestinationOrder) func(a, b place) int {
	me, _ := find(s.store, s.store.accounts, "tourist", who(ctx).tourist)
	dull := func(p place) int {
		for _, i := range me.tourist.Interests {
			if slices.Contains(p.destination.Tags, string(i)) {
				return 0
			}
		}
		return 1
	}
	return func(a, b place) int {
		c := cmp.Compare(dull(a), dull(b))
		for _, o := range by {
			c = cmp.Or(c, compare(a, b, o))
		}
		return cmp.Or(c, cmp.Compare(a.destination.ID.String(), b.destination.ID.String()))
	}
}

func compare(a, b place, by tourism.DestinationOrder) int {
	switch by {
	case tourism.DestinationOrderPrice:
		return convert(a.destination.Price, tourism.CurrencyEUR).Amount.Cmp(convert(b.destination.Price, tourism.CurrencyEUR).Amount)
	case tourism.DestinationOrderRating: // the best first
		return cmp.Compare(b.destination.Rating.Or(0), a.destination.Rating.Or(0))
	case tourism.DestinationOrderNewest:
		return b.added.Compare(a.added)
	}
	return cmp.Compare(a.destination.Name, b.destination.Name)
}

// shownAs translates the name and the price of a destination.
func shownAs(d tourism.Destination, languages string, currency rest.Opt[tourism.Currency]) tourism.Destination {
	first, _, _ := strings.Cut(languages, ",")
	language, _, _ := strings.Cut(first, "-")
	if name, ok := d.Names[strings.TrimSpace(language)]; ok {
		d.Name = name
	}
	d.Price = convert(d.Price, currency.Or(d.Price.Currency))
	return d
}

// CreateDestination adds a place of a partner.
func (s *service) CreateDestination(ctx context.Context, req tourism.CreateDestinationRequest) (tourism.CreateDestinationResponse, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	known := all(s.store, s.store.places, func(place) bool { return true }, func(a, b place) int { return 0 })
	if len(known) >= maxPlaces {
		return tourism.NewUnexpected(http.StatusInsufficientStorage, "This sample holds %d destinations", maxPlaces), nil
	}
	if slices.ContainsFunc(known, func(p place) bool { return p.destination.Name == req.Body.Name }) {
		return nil, tourism.NewConflict("There is a destination %q already", req.Body.Name)
	}
	p := place{destination: newDestination(req.Body), partner: who(ctx).partner, added: s.store.now()}
	put(s.store, s.store.places, p.destination.ID, p)
	return tourism.CreateDestinationCreated{
		Headers: tourism.CreateDestinationCreatedHeaders{Location: s.link("destinations", p.destination.ID)},
		Body:    &p.destination,
	}, nil
}

func newDestination(in *tourism.DestinationDetails) tourism.Destination {
	return tourism.Destination{
		ID: uuid.New(), Name: in.Name, Names: in.Names, Country: in.Country, Place: in.Place,
		Price: in.Price, Capacity: in.Capacity, OpensAt: in.OpensAt, ClosesAt: in.ClosesAt,
		Visit: in.Visit, Website: in.Website, StepFree: in.StepFree, Tags: in.Tags,
	}
}

// GetDestination shows a place. The store's own error is enough for a 404.
func (s *service) GetDestination(_ context.Context, req tourism.GetDestinationRequest) (tourism.GetDestinationResponse, error) {
	p, err := find(s.store, s.store.places, "destination", req.Path.DestinationID)
	if err != nil {
		return nil, err
	}
	return tourism.GetDestinationOK{
		Headers: tourism.GetDestinationOKHeaders{
			ETag:    fmt.Sprintf(`"r%d"`, p.destination.ReviewCount),
			Expires: s.expires(time.Minute),
		},
		Body: &p.destination,
	}, nil
}

// UploadPhoto stores a file of a multipart form.
func (s *service) UploadPhoto(ctx context.Context, req tourism.UploadPhotoRequest) (tourism.UploadPhotoResponse, error) {
	if _, err := find(s.store, s.store.places, "destination", req.Path.DestinationID); err != nil {
		return nil, err
	}
	file := req.Body.Photo
	if file.Size > maxPhoto {
		return nil, tourism.NewUploadPhotoRequestEntityTooLarge("%s has %d bytes, %d are allowed", file.Filename, file.Size, maxPhoto)
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("read photo: %w", err)
	}
	media := http.DetectContentType(content) // what the client says is not to be trusted
	if media != "image/jpeg" && media != "image/png" {
		return nil, tourism.NewUnprocessable("A photo is JPEG or PNG, this is %s", media)
	}
	p := Picture{Photo: s.newPhoto(req.Path.DestinationID, req.Body.Metadata, content), Media: media, Content: content}
	created := tourism.UploadPhotoCreated{Headers: tourism.UploadPhotoCreatedHeaders{Location: p.Photo.URL}, Body: &p.Photo}
	if err := s.archive.KeepPicture(ctx, p, created); err != nil {
		return nil, fmt.Errorf("keep photo: %w", err)
	}
	return created, nil
}

func (s *service) newPhoto(destination uuid.UUID, m tourism.PhotoMetadata, content []byte) tourism.Photo {
	id, sum := uuid.New(), sha256.Sum256(content)
	return tourism.Photo{
		ID: id, Caption: m.Caption, TakenOn: m.TakenOn, Credit: m.Credit, License: m.License,
		URL:  s.origin + s.link("destinations", destination, "photos", id),
		Size: int64(len(content)), Sha256: sum[:],
	}
}

// DownloadPhoto sends a picture: the small one when it was made, else as it is.
func (s *service) DownloadPhoto(ctx context.Context, req tourism.DownloadPhotoRequest) (tourism.DownloadPhotoResponse, error) {
	p, err := s.archive.Picture(ctx, req.Path.PhotoID)
	if err != nil {
		return nil, err
	}
	content, version := p.Content, hex.EncodeToString(p.Photo.Sha256[:8])
	if req.Query.Size == tourism.PhotoSizeSmall && p.Small != nil {
		content, version = p.Small, version+"-small"
	}
	ok := tourism.DownloadPhotoOK{Headers: tourism.DownloadPhotoOKHeaders{
		ETag:    `"` + version + `"`,
		Expires: s.expires(24 * time.Hour),
	}}
	if p.Media == "image/png" {
		ok.Png = bytes.NewReader(content)
	} else {
		ok.Body = bytes.NewReader(content)
	}
	return ok, nil
}

// expires is the time until which an answer may be cached.
func (s *service) expires(after time.Duration) rest.Opt[rest.HTTPDate] {
	return rest.Some(rest.HTTPDate{Time: s.store.now().Add(after)})
}
