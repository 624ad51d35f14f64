// Peer "go": one goroutine per actor, its mailbox a buffered channel (capacity 128; big 256;
// idle_memory 8), two processors. Standard library only; builds with Debian 12's Go 1.19.
// Run by engine_bench as `peer_go WORKLOAD`. Sizes as in workload.h.

package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"
)

// A figure, as a line that engine_bench reads.
func emit(w, m string, v float64) { fmt.Printf("go,%s,%s,%.1f\n", w, m, v) }

// Ends the program without a figure when a workload did not do what it should have.
func check(ok bool, what string) {
	if !ok {
		fmt.Fprintln(os.Stderr, "go: WRONG RESULT:", what)
		os.Exit(3)
	}
}

func ns(t time.Time, n int) float64 { return float64(time.Since(t).Nanoseconds()) / float64(n) }

func latencies(w string, v []int64) {
	sort.Slice(v, func(i, j int) bool { return v[i] < v[j] })
	var sum int64
	for _, x := range v {
		sum += x
	}
	emit(w, "ns_per_op", float64(sum)/float64(len(v)))
	emit(w, "p50_ns", float64(v[len(v)/2]))
	emit(w, "p99_ns", float64(v[len(v)*99/100]))
}

func rss() float64 {
	f, _ := os.Open("/proc/self/statm")
	defer f.Close()
	var a, b float64
	l, _ := bufio.NewReader(f).ReadString('\n')
	fmt.Fscan(strings.NewReader(l), &a, &b)
	return b * 4096
}

type msg struct { // Inc(d) when reply is nil, Get(reply) otherwise
	d     int64
	reply chan int64
}

func counter(c chan msg) {
	var v int64
	for m := range c {
		if m.reply != nil {
			m.reply <- v
		} else {
			v += m.d
		}
	}
}

func get(c chan msg) int64 { r := make(chan int64, 1); c <- msg{reply: r}; return <-r }

func pingPong() {
	const n = 1000000
	a, b, done := make(chan int64, 128), make(chan int64, 128), make(chan int)
	go func() {
		for x := range b {
			a <- x + 1
		}
	}()
	go func() {
		k := 0
		for x := range a {
			if k++; k == n {
				break
			}
			b <- x + 1
		}
		done <- k
	}()
	t := time.Now()
	b <- 0
	check(<-done == n, "pongs")
	emit("ping_pong", "ns_per_op", ns(t, n))
}

func counting() {
	const n = 5000000
	c, done := make(chan msg, 128), make(chan int64)
	go counter(c)
	t := time.Now()
	go func() {
		for i := 0; i < n; i++ {
			c <- msg{d: 1}
		}
		done <- get(c)
	}()
	check(<-done == n, "count")
	emit("counting", "ns_per_op", ns(t, n))
}

func manyProducers() {
	c := make(chan msg, 128)
	go counter(c)
	var wg sync.WaitGroup
	t := time.Now()
	for p := 0; p < 10; p++ {
		wg.Add(1)
		go func() {
			runtime.LockOSThread() // an OS thread each, as in the other programs
			for i := 0; i < 100000; i++ {
				c <- msg{d: 1}
			}
			wg.Done()
		}()
	}
	wg.Wait()
	check(get(c) == 1000000, "count")
	emit("many_producers", "ns_per_op", ns(t, 1000000))
}

func sink(c chan int64, want int64, done chan int64) {
	var n int64
	for n < want {
		n += <-c
	}
	done <- n
}

func fjThroughput() {
	done := make(chan int64, 60)
	var a [60]chan int64
	for i := range a {
		a[i] = make(chan int64, 128)
		go sink(a[i], 50000, done)
	}
	t := time.Now()
	go func() {
		for k := 0; k < 50000; k++ {
			for _, c := range a {
				c <- 1
			}
		}
	}()
	var total int64
	for range a {
		total += <-done
	}
	check(total == 3000000, "total")
	emit("fj_throughput", "ns_per_op", ns(t, 3000000))
}

func fjCreate() {
	const n = 100000
	done := make(chan int64, 128)
	t := time.Now()
	go func() {
		for i := 0; i < n; i++ {
			c := make(chan int64, 1)
			go sink(c, 1, done)
			c <- 1
		}
	}()
	var total int64
	for i := 0; i < n; i++ {
		total += <-done
	}
	check(total == n, "total")
	emit("fj_create", "ns_per_op", ns(t, n))
}

func threadRing() {
	var a [100]chan int64
	done := make(chan int64)
	for i := range a {
		a[i] = make(chan int64, 128)
	}
	for i := range a {
		go func(in, out chan int64) {
			for k := range in {
				if k == 0 {
					done <- 0
				} else {
					out <- k - 1
				}
			}
		}(a[i], a[(i+1)%100])
	}
	t := time.Now()
	a[0] <- 1000000
	<-done
	emit("thread_ring", "ns_per_op", ns(t, 1000000))
}

// Messages: -1 is a pong or the start, i >= 0 a ping from actor i.
func big() {
	var a [120]chan int
	done := make(chan int, 120)
	for i := range a {
		a[i] = make(chan int, 256)
	}
	for i := range a {
		go func(id int) {
			rng, left, pongs := uint32(7+id), 10001, -1
			for m := range a[id] {
				if m >= 0 {
					a[m] <- -1
					continue
				}
				pongs++
				if left--; left == 0 {
					done <- pongs
					continue
				}
				rng ^= rng << 13
				rng ^= rng >> 17
				rng ^= rng << 5
				a[rng%120] <- id
			}
		}(i)
	}
	t := time.Now()
	for i := range a {
		a[i] <- -1
	}
	total := 0
	for range a {
		total += <-done
	}
	check(total == 1200000, "pongs")
	emit("big", "ns_per_op", ns(t, 2400000))
}

func ask() {
	runtime.LockOSThread() // the asking side is an OS thread of its own
	c := make(chan msg, 128)
	go counter(c)
	c <- msg{d: 1}
	v, sum := make([]int64, 0, 200000), int64(0)
	for i := 0; i < 200000; i++ {
		t := time.Now()
		sum += get(c)
		v = append(v, time.Since(t).Nanoseconds())
	}
	check(sum == 200000, "sum")
	latencies("ask", v)
}

func idle(w string, n int) {
	runtime.GC()
	r0, s := rss(), int64(0)
	a := make([]chan msg, n)
	for i := range a {
		a[i] = make(chan msg, 8)
		go counter(a[i])
		a[i] <- msg{d: 1}
	}
	for _, c := range a {
		s += get(c)
	}
	check(s == int64(n), "sum")
	emit(w, "bytes_per_actor", (rss()-r0)/float64(n))
	runtime.KeepAlive(a)
}

func workerLogger() {
	const n = 2000000
	type record struct {
		worker int
		n, sq  int64
	}
	log, done := make(chan record, 128), make(chan [2]int64)
	go func() {
		var r [2]int64
		for m := range log {
			r[0]++
			r[1] += m.sq
		}
		done <- r
	}()
	var wg sync.WaitGroup
	var w [4]chan int64
	for i := range w {
		w[i] = make(chan int64, 128)
		wg.Add(1)
		go func(id int) {
			for x := range w[id] {
				log <- record{id, x, x * x}
			}
			wg.Done()
		}(i)
	}
	t := time.Now()
	for i := int64(0); i < n; i++ {
		w[i%4] <- i
	}
	for _, c := range w {
		close(c)
	}
	wg.Wait()
	close(log)
	r := <-done
	e := ns(t, n)
	check(r[0] == n && r[1] == (n-1)*n/2*(2*n-1)/3, "log")
	emit("worker_logger", "ns_per_op", e)
}

// The supervising goroutine waits for its child's end and starts it again on the kept channel.
func restart() {
	const n = 2000
	c, died, out := make(chan int, 8), make(chan bool), make(chan int64)
	var crashedAt time.Time
	child := func() {
		defer func() { died <- recover() != nil }()
		for m := range c {
			if m == 0 {
				crashedAt = time.Now()
				panic("boom")
			}
			out <- time.Since(crashedAt).Nanoseconds()
		}
	}
	restarts := make(chan int)
	go func() {
		k := 0
		for {
			go child()
			if !<-died {
				restarts <- k
				return
			}
			k++
		}
	}()
	v := make([]int64, 0, n)
	for i := 0; i < n; i++ {
		c <- 0
		c <- 1
		v = append(v, <-out)
	}
	close(c)
	check(<-restarts == n, "restarts")
	latencies("restart", v)
}

func main() {
	runtime.GOMAXPROCS(2)
	workloads := map[string]func(){
		"ping_pong":      pingPong,
		"counting":       counting,
		"many_producers": manyProducers,
		"fj_throughput":  fjThroughput,
		"fj_create":      fjCreate,
		"thread_ring":    threadRing,
		"big":            big,
		"worker_logger":  workerLogger,
		"ask":            ask,
		"restart":        restart,
		"idle_memory":    func() { idle("idle_memory", 100000) },
		"idle_memory_1m": func() { idle("idle_memory_1m", 1000000) },
	}
	if len(os.Args) != 2 || workloads[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "no such workload")
		os.Exit(2)
	}
	workloads[os.Args[1]]()
}
