package format

import (
	"testing"
	"time"

	"github.com/google/uuid"
)

const (
	benchUUID = "2eb8aa08-aa98-11ea-b4aa-73b441d16380"
	benchTime = "2024-02-29T08:30:06.283185+05:30"
)

func BenchmarkParse(b *testing.B) {
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
	run("uuid", func() { ParseUUID(benchUUID) })
	run("uuid/google", func() { _, _ = uuid.Parse(benchUUID) })
	run("date", func() { ParseDate("2024-02-29") })
	run("date/time", func() { _, _ = time.Parse(time.DateOnly, "2024-02-29") })
	run("datetime", func() { ParseDateTime(benchTime) })
	run("datetime/time", func() { _, _ = time.Parse(time.RFC3339, benchTime) })
	run("decimal", func() { ParseDecimal("12345.67") })
	run("duration", func() { ParseDuration("P1DT12H30M") })
	run("email", func() { IsEmail("joe.bloggs@mail.example.com") })
	run("hostname", func() { IsHostname("mail.example.com") })
	run("uri", func() { IsURI("https://example.com/path/to?x=1#y") })
	run("ipv4", func() { ParseIPv4("192.168.0.1") })
	run("bytes", func() { ParseBytes("aGVsbG8gd29ybGQsIGhlbGxv") })
}

func BenchmarkAppend(b *testing.B) {
	u, _ := ParseUUID(benchUUID)
	d, _ := ParseDate("2024-02-29")
	t, _ := ParseDateTime(benchTime)
	utc := t.UTC()
	buf := make([]byte, 0, 100)
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
		})
	}
	run("uuid", func() { AppendUUID(buf, u) })
	run("uuid/google", func() { _ = u.String() })
	run("date", func() { AppendDate(buf, d) })
	run("datetime", func() { AppendDateTime(buf, t) })
	run("datetime/utc", func() { AppendDateTime(buf, utc) })
	run("datetime/time", func() { t.AppendFormat(buf, time.RFC3339Nano) })
	run("datetime/time/utc", func() { utc.AppendFormat(buf, time.RFC3339Nano) })
}
