package service

import (
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest"
)

// logged writes a line for each request, with the operation's name from the document.
func logged(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start, op := time.Now(), rest.OperationOf(c.Request().Context())
			err := next(c)
			log.Info("request", "operation", op.ID, "status", c.Response().Status, "took", time.Since(start))
			return err
		}
	}
}

// header sets a header of every answer, errors included.
func header(name, value string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set(name, value)
			return next(c)
		}
	}
}

// limited refuses clients that ask more than n times in a window of time. What
// middleware raises is answered by the operation's branch, like a handler's error.
func limited(n int, window time.Duration) echo.MiddlewareFunc {
	var mu sync.Mutex
	asked, ends := map[string]int{}, time.Now().Add(window)
	left := func(who string) (int, time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		if time.Now().After(ends) {
			asked, ends = map[string]int{}, time.Now().Add(window)
		}
		asked[who]++
		return n - asked[who], time.Until(ends)
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			remaining, wait := left(c.RealIP())
			c.Response().Header().Set("X-RateLimit-Remaining", strconv.Itoa(max(remaining, 0)))
			if remaining < 0 {
				return rest.Raise(http.StatusTooManyRequests, "too many attempts").
					WithHeader("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
			}
			return next(c)
		}
	}
}
