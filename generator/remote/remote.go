// Package remote reads files of a document from hosts that the user has named, and
// from no others: by HTTPS, without credentials, within limits of size and time.
package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Limits of what one document reads.
const (
	fileTime     = 20 * time.Second
	allTime      = 2 * time.Minute
	maxRedirects = 5
)

// Hosts are the hosts that files may be read from.
type Hosts struct {
	origins   []string     // scheme://host:port
	addresses []netip.Addr // those that are no part of the public internet
	loopback  bool         // localhost is named
	client    *http.Client
	left      time.Duration
}

// New returns the hosts of that names: example.com, example.com:8443, or
// http://localhost:8080. Without a scheme it is https, without a port that of the
// scheme.
func New(names []string) (*Hosts, error) {
	h := &Hosts{left: allTime}
	for _, name := range names {
		u, err := Parse(name)
		if err != nil {
			return nil, err
		}
		h.origins = append(h.origins, origin(u))
		if a, err := netip.ParseAddr(u.Hostname()); err == nil {
			h.addresses = append(h.addresses, a.Unmap())
		}
		h.loopback = h.loopback || strings.EqualFold(u.Hostname(), "localhost")
	}
	dialer := &net.Dialer{Timeout: fileTime, Control: h.connect}
	h.client = &http.Client{
		// No proxy: what is read must not depend on the environment.
		Transport:     &http.Transport{DialContext: dialer.DialContext, DisableCompression: true, DisableKeepAlives: true, ForceAttemptHTTP2: true},
		CheckRedirect: h.redirect,
		Timeout:       fileTime,
	}
	return h, nil
}

// Parse reads the name of a host as New takes it.
func Parse(name string) (*url.URL, error) {
	text := name
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Hostname() == "":
		return nil, fmt.Errorf("%q is no host, such as example.com", name)
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Errorf("%q is read by https, or by http where that is written", name)
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return nil, fmt.Errorf("%q is more than a host, such as example.com", name)
	case strings.ContainsAny(u.Host, "*"):
		return nil, fmt.Errorf("%q stands for several hosts: name each", name)
	}
	return u, nil
}

// origin is what two addresses of one server have in common.
func origin(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// Allows reports whether the user has named the host of u.
func (h *Hosts) Allows(u *url.URL) bool { return slices.Contains(h.origins, origin(u)) }

// redirect follows to hosts that are named only.
func (h *Hosts) redirect(r *http.Request, via []*http.Request) error {
	switch {
	case len(via) > maxRedirects:
		return fmt.Errorf("more than %d redirects", maxRedirects)
	case !h.Allows(r.URL) || r.URL.User != nil:
		return fmt.Errorf("it redirects to %s, which is not named", r.URL.Redacted())
	}
	r.Header.Del("Referer")
	return nil
}

// connect refuses addresses outside of the public internet that are not named
// themselves: who decides what a name leads to must not reach into a private network.
func (h *Hosts) connect(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connecting to %s: %w", address, err)
	}
	a := to.Addr().Unmap().WithZone("")
	if slices.Contains(h.addresses, a) || h.loopback && a.IsLoopback() || public(a) {
		return nil
	}
	return fmt.Errorf("it leads to the address %s, which is private: name that too", a)
}

// special are blocks that no predicate of netip knows: shared address space, the rest
// of 0.0.0.0/8 and of 240.0.0.0/4, and IPv4 in IPv6 by NAT64 and 6to4.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

func public(a netip.Addr) bool {
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// Read returns the file at u, of limit bytes at most. Errors say why in the words of
// a message that begins with the address.
func (h *Hosts) Read(ctx context.Context, u *url.URL, limit int64) ([]byte, error) {
	if h.left <= 0 {
		return nil, fmt.Errorf("reading remote files takes more than %s", allTime)
	}
	start := time.Now()
	defer func() { h.left -= time.Since(start) }()
	ctx, cancel := context.WithTimeout(ctx, min(fileTime, h.left))
	defer cancel()
	clean := *u
	clean.Fragment, clean.RawFragment = "", ""
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, clean.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/yaml, application/json, */*;q=0.5")
	req.Header.Set("User-Agent", "specho")
	resp, err := h.client.Do(req)
	if err != nil {
		return nil, cause(ctx, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answers %s", resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, cause(ctx, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("it has more than the %d bytes that are left for the files of the document", limit)
	}
	return data, nil
}

// cause is what an error of the client says beside the address.
func cause(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return errors.New("the server takes too long to answer")
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	return err
}
