package service

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// What a thumbnail is made of, and what it is.
const (
	smallWidth = 320         // pixels, as the contract says
	maxPixels  = 100_000_000 // a small file may hold a picture that fills the memory
)

// thumbnail scales a picture down to smallWidth, in its own media type. A picture
// that is not wider stays as it is.
func thumbnail(ctx context.Context, content []byte) ([]byte, error) {
	head, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	if head.Width*head.Height > maxPixels {
		return nil, fmt.Errorf("%d x %d pixels are too many", head.Width, head.Height)
	}
	if head.Width <= smallWidth {
		return content, nil
	}
	large, kind, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	small, err := scaled(ctx, large, smallWidth)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if kind == "png" {
		err = png.Encode(&b, small)
	} else {
		err = jpeg.Encode(&b, small, nil)
	}
	return b.Bytes(), err
}

// scaled makes every pixel the mean of those that it stands for.
func scaled(ctx context.Context, from image.Image, width int) (image.Image, error) {
	box := from.Bounds()
	height := max(1, box.Dy()*width/box.Dx())
	to := image.NewRGBA64(image.Rect(0, 0, width, height))
	for y := range height {
		if err := context.Cause(ctx); err != nil { // the task has a time limit
			return nil, err
		}
		top := box.Min.Y + y*box.Dy()/height
		bottom := max(top+1, box.Min.Y+(y+1)*box.Dy()/height)
		for x := range width {
			left := box.Min.X + x*box.Dx()/width
			right := max(left+1, box.Min.X+(x+1)*box.Dx()/width)
			to.SetRGBA64(x, y, mean(from, image.Rect(left, top, right, bottom)))
		}
	}
	return to, nil
}

func mean(from image.Image, box image.Rectangle) color.RGBA64 {
	var r, g, b, a, n uint64
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			pr, pg, pb, pa := from.At(x, y).RGBA()
			r, g, b, a, n = r+uint64(pr), g+uint64(pg), b+uint64(pb), a+uint64(pa), n+1
		}
	}
	return color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: uint16(a / n)}
}
