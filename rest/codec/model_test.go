package codec_test

import (
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// Types in the shape of generated code: the guest book of a travel agency.

type opt[T any] struct {
	V   T
	Set bool
}

type point struct{ Lat, Lon float64 }

type address struct {
	Street, City, Postcode, Country string
	Location                        opt[point]
}

type currency string

type booking struct {
	ID, Place uuid.UUID
	From, To  format.Date
	Price     float64
	Currency  currency
	Guests    int32
}

type guest struct {
	ID        uuid.UUID
	CreatedAt time.Time
	Name      string
	Email     string
	Birthdate format.Date
	Age       opt[int32]
	Balance   string
	Score     opt[float64]
	Notes     opt[string]
	NotesNull bool
	Address   address
	Tags      []string
	Bookings  []booking
	SeenAt    opt[time.Time]
}

type guestBook struct {
	Guests []guest
	Total  int64
}

var (
	rLat      = rule.Float{Bounds: rule.Minimum | rule.Maximum, Minimum: -90, Maximum: 90}
	rLon      = rule.Float{Bounds: rule.Minimum | rule.Maximum, Minimum: -180, Maximum: 180}
	rPrice    = rule.Float{Bounds: rule.Minimum | rule.Maximum, Maximum: 1e6}
	rScore    = rule.Float{Bounds: rule.Minimum | rule.Maximum, Maximum: 5}
	rAge      = rule.Int{Bounds: rule.Minimum | rule.Maximum, Maximum: 150}
	rGuests   = rule.Int{Bounds: rule.Minimum | rule.Maximum, Minimum: 1, Maximum: 20}
	rStreet   = rule.String{MinLength: 1, MaxLength: 120}
	rCity     = rule.String{MinLength: 1, MaxLength: 80}
	rCountry  = rule.String{MinLength: 2, MaxLength: 2, Format: "country", Is: isCountry}
	rName     = rule.String{MinLength: 1, MaxLength: 64}
	rEmail    = rule.String{MinLength: 3, MaxLength: 254, Format: "email", Is: isMail}
	rNotes    = rule.String{MaxLength: 2000}
	rTag      = rule.String{MinLength: 1, MaxLength: 32}
	rTags     = rule.Array{MaxItems: 16}
	rBookings = rule.Array{MaxItems: 50}
	rCurrency = rule.Enum[currency]{Values: []currency{"EUR", "USD", "PHP", "JPY"}}

	pointMembers   = rule.Members{Names: []string{"lat", "lon"}, Required: []uint64{3}}
	addressMembers = rule.Members{Names: []string{"street", "city", "postcode", "country", "location"}, Required: []uint64{15}}
	bookingMembers = rule.Members{Names: []string{"id", "placeId", "from", "to", "price", "currency", "guests"}, Required: []uint64{127}}
	guestMembers   = rule.Members{Names: []string{"id", "createdAt", "name", "email", "birthdate", "age", "balance", "score",
		"notes", "address", "tags", "bookings", "seenAt"}, Required: []uint64{1<<5 - 1 | 1<<6 | 1<<9 | 1<<11}}
	bookMembers = rule.Members{Names: []string{"guests", "total"}, Required: []uint64{3}, Closed: true}
)

func isCountry(s string) bool { return s[0]-'A' < 26 && s[1]-'A' < 26 }

func isMail(s string) bool {
	for i := 1; i < len(s)-3; i++ {
		if s[i] == '@' {
			return true
		}
	}
	return false
}

func (v *point) DecodeJSON(d *codec.Decoder, i int) int {
	var o codec.Object
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		switch o.Member(&pointMembers) {
		case 0: // "lat"
			i = codec.ReadFloat64(&v.Lat, d, i, &rLat)
		case 1: // "lon"
			i = codec.ReadFloat64(&v.Lon, d, i, &rLon)
		default:
			i = o.Unknown(d, i)
		}
	}
	return o.Close(d, i, &pointMembers)
}

func (v *point) AppendJSON(b []byte) []byte {
	b = append(b, `{"lat":`...)
	b = codec.AppendFloat64(b, v.Lat)
	b = append(b, `,"lon":`...)
	b = codec.AppendFloat64(b, v.Lon)
	return append(b, '}')
}

func (v *address) DecodeJSON(d *codec.Decoder, i int) int {
	var o codec.Object
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		switch o.Member(&addressMembers) {
		case 0: // "street"
			i = codec.ReadString(&v.Street, d, i, &rStreet)
		case 1: // "city"
			i = codec.ReadString(&v.City, d, i, &rCity)
		case 2: // "postcode"
			i = codec.ReadString(&v.Postcode, d, i, nil)
		case 3: // "country"
			i = codec.ReadString(&v.Country, d, i, &rCountry)
		case 4: // "location"
			v.Location.Set = true
			i = v.Location.V.DecodeJSON(d, i)
		default:
			i = o.Unknown(d, i)
		}
	}
	return o.Close(d, i, &addressMembers)
}

func (v *address) AppendJSON(b []byte) []byte {
	b = append(b, `{"street":"`...)
	b = codec.AppendString(b, v.Street)
	b = append(b, `","city":"`...)
	b = codec.AppendString(b, v.City)
	b = append(b, `","postcode":"`...)
	b = codec.AppendString(b, v.Postcode)
	b = append(b, `","country":"`...)
	b = codec.AppendString(b, v.Country)
	b = append(b, '"')
	if v.Location.Set {
		b = append(b, `,"location":`...)
		b = v.Location.V.AppendJSON(b)
	}
	return append(b, '}')
}

func (v *booking) DecodeJSON(d *codec.Decoder, i int) int {
	var o codec.Object
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		switch o.Member(&bookingMembers) {
		case 0: // "id"
			i = codec.ReadUUID(&v.ID, d, i, nil)
		case 1: // "placeId"
			i = codec.ReadUUID(&v.Place, d, i, nil)
		case 2: // "from"
			i = codec.ReadDate(&v.From, d, i, nil)
		case 3: // "to"
			i = codec.ReadDate(&v.To, d, i, nil)
		case 4: // "price"
			i = codec.ReadFloat64(&v.Price, d, i, &rPrice)
		case 5: // "currency"
			i = codec.ReadEnum(&v.Currency, d, i, &rCurrency)
		case 6: // "guests"
			i = codec.ReadInt32(&v.Guests, d, i, &rGuests)
		default:
			i = o.Unknown(d, i)
		}
	}
	return o.Close(d, i, &bookingMembers)
}

func (v *booking) AppendJSON(b []byte) []byte {
	b = append(b, `{"id":"`...)
	b = codec.AppendUUID(b, v.ID)
	b = append(b, `","placeId":"`...)
	b = codec.AppendUUID(b, v.Place)
	b = append(b, `","from":"`...)
	b = codec.AppendDate(b, v.From)
	b = append(b, `","to":"`...)
	b = codec.AppendDate(b, v.To)
	b = append(b, `","price":`...)
	b = codec.AppendFloat64(b, v.Price)
	b = append(b, `,"currency":"`...)
	b = append(b, v.Currency...)
	b = append(b, `","guests":`...)
	b = codec.AppendInt(b, int64(v.Guests))
	return append(b, '}')
}

func readTag(v *string, d *codec.Decoder, i int) int { return codec.ReadString(v, d, i, &rTag) }

func (v *guest) DecodeJSON(d *codec.Decoder, i int) int {
	var o codec.Object
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		switch o.Member(&guestMembers) {
		case 0: // "id"
			i = codec.ReadUUID(&v.ID, d, i, nil)
		case 1: // "createdAt"
			i = codec.ReadDateTime(&v.CreatedAt, d, i, nil)
		case 2: // "name"
			i = codec.ReadString(&v.Name, d, i, &rName)
		case 3: // "email"
			i = codec.ReadString(&v.Email, d, i, &rEmail)
		case 4: // "birthdate"
			i = codec.ReadDate(&v.Birthdate, d, i, nil)
		case 5: // "age"
			v.Age.Set = true
			i = codec.ReadInt32(&v.Age.V, d, i, &rAge)
		case 6: // "balance"
			i = codec.ReadString(&v.Balance, d, i, nil)
		case 7: // "score"
			v.Score.Set = true
			i = codec.ReadFloat64(&v.Score.V, d, i, &rScore)
		case 8: // "notes"
			v.Notes.Set = true
			if i, v.NotesNull = codec.ReadNull(d, i); !v.NotesNull {
				i = codec.ReadString(&v.Notes.V, d, i, &rNotes)
			}
		case 9: // "address"
			i = v.Address.DecodeJSON(d, i)
		case 10: // "tags"
			i = codec.ReadArray(&v.Tags, d, i, &rTags, readTag)
		case 11: // "bookings"
			i = codec.ReadArray(&v.Bookings, d, i, &rBookings, (*booking).DecodeJSON)
		case 12: // "seenAt"
			v.SeenAt.Set = true
			i = codec.ReadDateTime(&v.SeenAt.V, d, i, nil)
		default:
			i = o.Unknown(d, i)
		}
	}
	return o.Close(d, i, &guestMembers)
}

func (v *guest) AppendJSON(b []byte) []byte {
	b = append(b, `{"id":"`...)
	b = codec.AppendUUID(b, v.ID)
	b = append(b, `","createdAt":"`...)
	b = codec.AppendDateTime(b, v.CreatedAt)
	b = append(b, `","name":"`...)
	b = codec.AppendString(b, v.Name)
	b = append(b, `","email":"`...)
	b = codec.AppendString(b, v.Email)
	b = append(b, `","birthdate":"`...)
	b = codec.AppendDate(b, v.Birthdate)
	b = append(b, '"')
	if v.Age.Set {
		b = append(b, `,"age":`...)
		b = codec.AppendInt(b, int64(v.Age.V))
	}
	b = append(b, `,"balance":"`...)
	b = codec.AppendString(b, v.Balance)
	b = append(b, '"')
	if v.Score.Set {
		b = append(b, `,"score":`...)
		b = codec.AppendFloat64(b, v.Score.V)
	}
	if v.NotesNull {
		b = append(b, `,"notes":null`...)
	} else if v.Notes.Set {
		b = append(b, `,"notes":"`...)
		b = codec.AppendString(b, v.Notes.V)
		b = append(b, '"')
	}
	b = append(b, `,"address":`...)
	b = v.Address.AppendJSON(b)
	if v.Tags != nil {
		b = append(b, `,"tags":`...)
		b = codec.AppendArray(b, v.Tags, codec.ElemString)
	}
	b = append(b, `,"bookings":`...)
	b = codec.AppendArray(b, v.Bookings, (*booking).AppendJSON)
	if v.SeenAt.Set {
		b = append(b, `,"seenAt":"`...)
		b = codec.AppendDateTime(b, v.SeenAt.V)
		b = append(b, '"')
	}
	return append(b, '}')
}

func (v *guestBook) DecodeJSON(d *codec.Decoder, i int) int {
	var o codec.Object
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		switch o.Member(&bookMembers) {
		case 0: // "guests"
			i = codec.ReadArray(&v.Guests, d, i, nil, (*guest).DecodeJSON)
		case 1: // "total"
			i = codec.ReadInt64(&v.Total, d, i, nil)
		default:
			i = o.Unknown(d, i)
		}
	}
	return o.Close(d, i, &bookMembers)
}

func (v *guestBook) AppendJSON(b []byte) []byte {
	b = append(b, `{"guests":`...)
	b = codec.AppendArray(b, v.Guests, (*guest).AppendJSON)
	b = append(b, `,"total":`...)
	b = codec.AppendInt(b, v.Total)
	return append(b, '}')
}
