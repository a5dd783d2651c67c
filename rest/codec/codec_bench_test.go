package codec_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/specho/specho/rest/codec"
)

const guestJSON = `{"id":"0b5c2f6e-7a1d-4a52-9c80-5e1f3d2b4a69","createdAt":"2025-11-02T14:05:09.25Z",` +
	`"name":"Jolanta Wiśniewska","email":"jolanta.w@reisen.example","birthdate":"1988-02-29","age":37,` +
	`"balance":"1024.50","score":4.75,"notes":"Late arrival; asks for a \"quiet\" room.\nNo nuts, no shellfish — see the file.",` +
	`"address":{"street":"Calle Mayor 14, 3º izq.","city":"Zaragoza","postcode":"50001","country":"ES","location":{"lat":41.652251,"lon":-0.880943}},` +
	`"tags":["hiking","wine","museums"],` +
	`"bookings":[{"id":"c1f0a9b2-3d4e-4f56-8a7b-9c0d1e2f3a4b","placeId":"5d6e7f80-91a2-4b3c-8d4e-5f6071829304","from":"2026-04-18","to":"2026-04-25","price":1249.9,"currency":"EUR","guests":2},` +
	`{"id":"7e8f9a0b-1c2d-4e3f-9051-627384950617","placeId":"28394a5b-6c7d-4e8f-90a1-b2c3d4e5f607","from":"2026-09-01","to":"2026-09-03","price":310,"currency":"JPY","guests":4}],` +
	`"seenAt":"2026-01-15T08:30:00+02:00"}`

func bookJSON(n int) string {
	return `{"guests":[` + strings.TrimSuffix(strings.Repeat(guestJSON+",", n), ",") + `],"total":20}`
}

// std is the same document for encoding/json, which checks nothing.
type stdGuest struct {
	ID        string      `json:"id"`
	CreatedAt string      `json:"createdAt"`
	Name      string      `json:"name"`
	Email     string      `json:"email"`
	Birthdate string      `json:"birthdate"`
	Age       *int32      `json:"age,omitempty"`
	Balance   string      `json:"balance"`
	Score     *float64    `json:"score,omitempty"`
	Notes     *string     `json:"notes,omitempty"`
	Address   stdAddress  `json:"address"`
	Tags      []string    `json:"tags"`
	Bookings  []stdBooked `json:"bookings"`
	SeenAt    *string     `json:"seenAt,omitempty"`
}

type stdAddress struct {
	Street   string `json:"street"`
	City     string `json:"city"`
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
	Location *struct {
		Lat float64 `json:"lat"`
		Lon float64 `json:"lon"`
	} `json:"location,omitempty"`
}

type stdBooked struct {
	ID       string  `json:"id"`
	PlaceID  string  `json:"placeId"`
	From     string  `json:"from"`
	To       string  `json:"to"`
	Price    float64 `json:"price"`
	Currency string  `json:"currency"`
	Guests   int32   `json:"guests"`
}

type stdBook struct {
	Guests []stdGuest `json:"guests"`
	Total  int64      `json:"total"`
}

func padded(s string) []byte { return append([]byte(s), make([]byte, codec.Pad)...) }

func BenchmarkDecode(b *testing.B) {
	for _, c := range []struct {
		name, doc string
	}{{"one", guestJSON}, {"list20", bookJSON(20)}} {
		doc := padded(c.doc)
		b.Run(c.name+"/codec", func(b *testing.B) {
			var d codec.Decoder
			b.SetBytes(int64(len(c.doc)))
			b.ReportAllocs()
			for b.Loop() {
				d.Reset(doc)
				ok := false
				if c.name == "one" {
					var v guest
					ok = codec.ReadDocument(&v, &d, (*guest).DecodeJSON)
				} else {
					var v guestBook
					ok = codec.ReadDocument(&v, &d, (*guestBook).DecodeJSON)
				}
				if !ok {
					b.Fatal(d.Err("body"))
				}
			}
		})
		b.Run(c.name+"/encoding-json", func(b *testing.B) {
			b.SetBytes(int64(len(c.doc)))
			b.ReportAllocs()
			for b.Loop() {
				var err error
				if c.name == "one" {
					err = json.Unmarshal([]byte(c.doc), new(stdGuest))
				} else {
					err = json.Unmarshal([]byte(c.doc), new(stdBook))
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	var v guestBook
	var s stdBook
	doc := bookJSON(20)
	if err := codec.Unmarshal([]byte(doc), &v); err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal([]byte(doc), &s); err != nil {
		b.Fatal(err)
	}
	b.Run("one/codec", func(b *testing.B) {
		var out []byte
		b.ReportAllocs()
		for b.Loop() {
			out = v.Guests[0].AppendJSON(out[:0])
		}
	})
	b.Run("list20/codec", func(b *testing.B) {
		var out []byte
		b.ReportAllocs()
		for b.Loop() {
			out = v.AppendJSON(out[:0])
		}
	})
	b.Run("list20/encoding-json", func(b *testing.B) {
		var out bytes.Buffer
		b.ReportAllocs()
		for b.Loop() {
			out.Reset()
			if err := json.NewEncoder(&out).Encode(&s); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSkip(b *testing.B) {
	for name, doc := range map[string]string{
		"list20":   bookJSON(20),
		"numbers":  "[" + strings.Repeat("12345678.125,-7,", 500) + "0]",
		"german":   `["` + strings.Repeat("Straße über die Brücke, ", 500) + `"]`,
		"japanese": `["` + strings.Repeat("東京都新宿区", 500) + `"]`,
		"escapes":  `["` + strings.Repeat(`a \"b\" \n`, 500) + `"]`,
	} {
		padded := padded(doc)
		b.Run(name+"/codec", func(b *testing.B) {
			var d codec.Decoder
			b.SetBytes(int64(len(doc)))
			for b.Loop() {
				if d.Reset(padded); !d.Document((*codec.Decoder).Skip) {
					b.Fatal(d.Err("body"))
				}
			}
		})
		b.Run(name+"/encoding-json", func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			for b.Loop() {
				if !json.Valid([]byte(doc)) {
					b.Fatal("invalid")
				}
			}
		})
	}
}
