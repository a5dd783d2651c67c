package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
)

// photo uploads a picture and downloads what a task has made of it.
func (d *demo) photo(ctx context.Context) {
	form, contentType, err := photoForm()
	if err != nil {
		d.wrong("%v", err)
		return
	}
	photos := "/destinations/" + tower + "/photos"
	id := d.ask(ctx, "201 for a form with a file; a task makes the small photo", "POST", photos, form, []string{d.auth, "Content-Type: " + contentType}).
		is(201, `"caption":"The tower at dusk"`, `"license":"reserved"`).member("id")
	small := photos + "/" + id + "?size=small"
	_, err = eventually(ctx, func() string { return d.etag(ctx, small, "-small") })
	d.task("MakeThumbnail", "", err)
	d.ask(ctx, "200: the photo in its small size", "GET", small, "", nil).is(200, `-small"`, "Content-Type: image/png")
}

// photoForm is a form with a PNG of 960 x 600 pixels.
func photoForm() (form, contentType string, err error) {
	picture := image.NewRGBA(image.Rect(0, 0, 960, 600))
	for y := range 600 {
		for x := range 960 {
			picture.Set(x, y, color.RGBA{R: uint8(255 - y/3), G: uint8(120 + x/10), B: uint8(y / 3), A: 255})
		}
	}
	var file, b bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		return "", "", err
	}
	w := multipart.NewWriter(&b)
	for _, part := range [][3]string{
		{`form-data; name="photo"; filename="tower.png"`, "image/png", file.String()},
		{`form-data; name="metadata"`, "application/json", `{"caption": "The tower at dusk"}`},
	} {
		to, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {part[0]}, "Content-Type": {part[1]}})
		if err != nil {
			return "", "", err
		}
		if _, err := io.WriteString(to, part[2]); err != nil {
			return "", "", err
		}
	}
	err = w.Close()
	return b.String(), w.FormDataContentType(), err
}

// etag asks for the entity tag of a resource, without a word about it; "" if it has
// not this end.
func (d *demo) etag(ctx context.Context, path, end string) string {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, d.base+path, nil)
	if err != nil {
		return ""
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return ""
	}
	res.Body.Close()
	if tag := res.Header.Get("ETag"); strings.HasSuffix(strings.Trim(tag, `"`), end) {
		return tag
	}
	return ""
}
