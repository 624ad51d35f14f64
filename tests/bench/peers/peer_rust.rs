// Peer "rust": actors as the article builds them: one thread per actor, its mailbox a channel of
// std::sync::mpsc. Standard library only; builds with Debian 12's rustc 1.63.
// Run by engine_bench as `peer_rust WORKLOAD`. Sizes as in workload.h, except that fj_create and
// idle_memory stop at 5,000 actors, because each is a thread.

use std::sync::atomic::{AtomicI64, Ordering::*};
use std::sync::{mpsc, mpsc::Sender, Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Instant;

trait Actor: Send + 'static {
    type Message: Send + 'static;
    fn handle(&mut self, m: Self::Message) -> bool; // false = stop
}

fn spawn<A: Actor>(mut a: A) -> (Sender<A::Message>, JoinHandle<()>) {
    let (tx, rx) = mpsc::channel();
    let t = thread::spawn(move || {
        while let Ok(m) = rx.recv() {
            if !a.handle(m) {
                break;
            }
        }
    });
    (tx, t)
}

// A figure, as a line that engine_bench reads.
fn emit(w: &str, metric: &str, v: f64) {
    println!("rust,{},{},{:.1}", w, metric, v);
}

// Ends the program without a figure when a workload did not do what it should have.
fn check(ok: bool, what: &str) {
    if !ok {
        eprintln!("rust: WRONG RESULT: {}", what);
        std::process::exit(3);
    }
}

fn ns(t: Instant) -> f64 {
    t.elapsed().as_nanos() as f64
}

fn latencies(w: &str, mut v: Vec<u64>) {
    v.sort();
    emit(w, "ns_per_op", v.iter().sum::<u64>() as f64 / v.len() as f64);
    emit(w, "p50_ns", v[v.len() / 2] as f64);
    emit(w, "p99_ns", v[v.len() * 99 / 100] as f64);
}

// A line of a file under /proc that counts kB, in bytes.
fn meminfo(path: &str, key: &str) -> f64 {
    let s = std::fs::read_to_string(path).unwrap();
    let l = s.lines().find(|l| l.starts_with(key)).unwrap();
    l.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0
}

enum CMsg {
    Inc(i64),
    Get(Sender<i64>),
}
struct Counter {
    value: i64,
}
impl Actor for Counter {
    type Message = CMsg;
    fn handle(&mut self, m: CMsg) -> bool {
        match m {
            CMsg::Inc(d) => self.value += d,
            CMsg::Get(r) => {
                let _ = r.send(self.value);
            }
        }
        true
    }
}

fn get(c: &Sender<CMsg>) -> i64 {
    let (tx, rx) = mpsc::channel();
    c.send(CMsg::Get(tx)).unwrap();
    rx.recv().unwrap()
}

struct Player {
    left: i64,
    peer: Option<Sender<PMsg>>,
    done: Option<Sender<i64>>,
    n: i64,
}
enum PMsg {
    Peer(Sender<PMsg>),
    Ball(i64),
}
impl Actor for Player {
    type Message = PMsg;
    fn handle(&mut self, m: PMsg) -> bool {
        match m {
            PMsg::Peer(p) => self.peer = Some(p),
            PMsg::Ball(v) => {
                self.n += 1;
                if let Some(d) = &self.done {
                    self.left -= 1;
                    if self.left == 0 {
                        d.send(self.n).unwrap();
                        return false;
                    }
                }
                let _ = self.peer.as_ref().unwrap().send(PMsg::Ball(v + 1));
            }
        }
        true
    }
}

fn ping_pong() {
    let n = 1_000_000;
    let (dtx, drx) = mpsc::channel();
    let (a, _) = spawn(Player { left: n, peer: None, done: Some(dtx), n: 0 });
    let (b, _) = spawn(Player { left: 0, peer: Some(a.clone()), done: None, n: 0 });
    a.send(PMsg::Peer(b.clone())).unwrap();
    let t = Instant::now();
    b.send(PMsg::Ball(0)).unwrap();
    check(drx.recv().unwrap() == n, "pongs");
    emit("ping_pong", "ns_per_op", ns(t) / n as f64);
}

fn counting() {
    let n = 5_000_000i64;
    let (c, _) = spawn(Counter { value: 0 });
    let t = Instant::now();
    let p = {
        let c = c.clone();
        thread::spawn(move || {
            for _ in 0..n {
                c.send(CMsg::Inc(1)).unwrap();
            }
            get(&c)
        })
    };
    check(p.join().unwrap() == n, "count");
    emit("counting", "ns_per_op", ns(t) / n as f64);
}

fn many_producers() {
    let (c, _) = spawn(Counter { value: 0 });
    let t = Instant::now();
    let hs: Vec<_> = (0..10)
        .map(|_| {
            let c = c.clone();
            thread::spawn(move || {
                for _ in 0..100_000 {
                    c.send(CMsg::Inc(1)).unwrap();
                }
            })
        })
        .collect();
    for h in hs {
        h.join().unwrap();
    }
    check(get(&c) == 1_000_000, "count");
    emit("many_producers", "ns_per_op", ns(t) / 1e6);
}

struct Sink {
    n: i64,
    want: i64,
    done: Sender<i64>,
}
impl Actor for Sink {
    type Message = i64;
    fn handle(&mut self, d: i64) -> bool {
        self.n += d;
        if self.n == self.want {
            self.done.send(self.n).unwrap();
            return false;
        }
        true
    }
}

fn fj_throughput() {
    let (dtx, drx) = mpsc::channel();
    let a: Vec<_> =
        (0..60).map(|_| spawn(Sink { n: 0, want: 50_000, done: dtx.clone() }).0).collect();
    let t = Instant::now();
    let s = thread::spawn(move || {
        for _ in 0..50_000 {
            for x in &a {
                x.send(1).unwrap();
            }
        }
    });
    let total: i64 = (0..60).map(|_| drx.recv().unwrap()).sum();
    let e = ns(t);
    s.join().unwrap();
    check(total == 3_000_000, "total");
    emit("fj_throughput", "ns_per_op", e / 3e6);
}

fn fj_create() {
    let n = 5_000;
    let (dtx, drx) = mpsc::channel();
    let t = Instant::now();
    let v: Vec<_> = (0..n)
        .map(|_| {
            let (tx, j) = spawn(Sink { n: 0, want: 1, done: dtx.clone() });
            tx.send(1).unwrap();
            j
        })
        .collect();
    let total: i64 = (0..n).map(|_| drx.recv().unwrap()).sum();
    for j in v {
        j.join().unwrap();
    }
    check(total == n, "total");
    emit("fj_create", "ns_per_op", ns(t) / n as f64);
}

struct Node {
    next: Option<Sender<RMsg>>,
    done: Sender<i64>,
}
enum RMsg {
    Next(Sender<RMsg>),
    Token(i64),
}
impl Actor for Node {
    type Message = RMsg;
    fn handle(&mut self, m: RMsg) -> bool {
        match m {
            RMsg::Next(n) => self.next = Some(n),
            RMsg::Token(0) => self.done.send(0).unwrap(),
            RMsg::Token(k) => self.next.as_ref().unwrap().send(RMsg::Token(k - 1)).unwrap(),
        }
        true
    }
}

fn thread_ring() {
    let (dtx, drx) = mpsc::channel();
    let a: Vec<_> = (0..100).map(|_| spawn(Node { next: None, done: dtx.clone() }).0).collect();
    for i in 0..100 {
        a[i].send(RMsg::Next(a[(i + 1) % 100].clone())).unwrap();
    }
    let t = Instant::now();
    a[0].send(RMsg::Token(1_000_000)).unwrap();
    check(drx.recv().unwrap() == 0, "token");
    emit("thread_ring", "ns_per_op", ns(t) / 1e6);
}

enum BMsg {
    Know(Arc<Vec<Sender<BMsg>>>),
    Start,
    Ping(usize),
    Pong,
}
struct BigA {
    id: usize,
    all: Arc<Vec<Sender<BMsg>>>,
    left: i64,
    pongs: i64,
    rng: u32,
    done: Sender<i64>,
}
impl BigA {
    fn ping(&mut self) {
        self.rng ^= self.rng << 13;
        self.rng ^= self.rng >> 17;
        self.rng ^= self.rng << 5;
        let _ = self.all[self.rng as usize % self.all.len()].send(BMsg::Ping(self.id));
    }
}
impl Actor for BigA {
    type Message = BMsg;
    fn handle(&mut self, m: BMsg) -> bool {
        match m {
            BMsg::Know(all) => self.all = all,
            BMsg::Start => self.ping(),
            BMsg::Ping(from) => {
                let _ = self.all[from].send(BMsg::Pong);
            }
            BMsg::Pong => {
                self.pongs += 1;
                self.left -= 1;
                if self.left == 0 {
                    self.done.send(self.pongs).unwrap();
                } else {
                    self.ping();
                }
            }
        }
        true
    }
}

fn big() {
    let (dtx, drx) = mpsc::channel();
    let nobody = Arc::new(vec![]); // until Know
    let a: Vec<_> = (0..120)
        .map(|i| {
            spawn(BigA {
                id: i,
                all: nobody.clone(),
                left: 10_000,
                pongs: 0,
                rng: 7 + i as u32,
                done: dtx.clone(),
            })
            .0
        })
        .collect();
    let all = Arc::new(a);
    for x in all.iter() {
        x.send(BMsg::Know(all.clone())).unwrap();
    }
    let t = Instant::now();
    for x in all.iter() {
        x.send(BMsg::Start).unwrap();
    }
    let total: i64 = (0..120).map(|_| drx.recv().unwrap()).sum();
    check(total == 1_200_000, "pongs");
    emit("big", "ns_per_op", ns(t) / 2.4e6);
}

fn ask() {
    let (c, _) = spawn(Counter { value: 0 });
    let mut v = Vec::with_capacity(200_000);
    c.send(CMsg::Inc(1)).unwrap();
    let mut sum = 0;
    for _ in 0..200_000 {
        let t = Instant::now();
        sum += get(&c);
        v.push(t.elapsed().as_nanos() as u64);
    }
    check(sum == 200_000, "sum");
    latencies("ask", v);
}

fn idle_memory() {
    let n = 5_000;
    let (r0, k0) = (
        meminfo("/proc/self/status", "VmRSS"),
        meminfo("/proc/meminfo", "KernelStack") + meminfo("/proc/meminfo", "PageTables"),
    );
    let v: Vec<_> = (0..n).map(|_| spawn(Counter { value: 0 })).collect();
    for (c, _) in &v {
        c.send(CMsg::Inc(1)).unwrap();
    }
    let s: i64 = v.iter().map(|(c, _)| get(c)).sum();
    check(s == n, "sum");
    emit("idle_memory", "bytes_per_actor", (meminfo("/proc/self/status", "VmRSS") - r0) / n as f64);
    emit(
        "idle_memory",
        "kernel_bytes_per_actor",
        (meminfo("/proc/meminfo", "KernelStack") + meminfo("/proc/meminfo", "PageTables") - k0)
            / n as f64,
    );
}

enum LMsg {
    Record(i32, i64, i64),
    Get(Sender<(i64, i64)>),
}
struct Logger {
    n: i64,
    sum: i64,
}
impl Actor for Logger {
    type Message = LMsg;
    fn handle(&mut self, m: LMsg) -> bool {
        match m {
            LMsg::Record(_w, _n, sq) => {
                self.n += 1;
                self.sum += sq;
            }
            LMsg::Get(r) => r.send((self.n, self.sum)).unwrap(),
        }
        true
    }
}

enum WMsg {
    Job(i64),
    Stop,
}
struct Worker {
    id: i32,
    log: Sender<LMsg>,
}
impl Actor for Worker {
    type Message = WMsg;
    fn handle(&mut self, m: WMsg) -> bool {
        match m {
            WMsg::Job(n) => {
                self.log.send(LMsg::Record(self.id, n, n * n)).unwrap();
                true
            }
            WMsg::Stop => false,
        }
    }
}

fn worker_logger() {
    let n = 2_000_000i64;
    let (log, _) = spawn(Logger { n: 0, sum: 0 });
    let w: Vec<_> = (0..4).map(|i| spawn(Worker { id: i, log: log.clone() })).collect();
    let t = Instant::now();
    for i in 0..n {
        w[(i % 4) as usize].0.send(WMsg::Job(i)).unwrap();
    }
    for (tx, _) in &w {
        tx.send(WMsg::Stop).unwrap();
    }
    for (_, j) in w {
        j.join().unwrap();
    }
    let (tx, rx) = mpsc::channel();
    log.send(LMsg::Get(tx)).unwrap();
    let (cnt, sum) = rx.recv().unwrap();
    let e = ns(t);
    check(cnt == n && sum == (n - 1) * n / 2 * (2 * n - 1) / 3, "log");
    emit("worker_logger", "ns_per_op", e / n as f64);
}

// The article's supervisor thread: join the child, after a panic start a new thread on the kept
// mailbox; without its back-off of 1 s.
fn restart() {
    let n = 2_000i64;
    std::panic::set_hook(Box::new(|_| {}));
    enum M {
        Crash,
        Probe,
    }
    let (tx, rx) = mpsc::channel::<M>();
    let rx = Arc::new(Mutex::new(rx));
    let (dtx, drx) = mpsc::channel::<u64>();
    let epoch = Instant::now();
    let crashed_at = Arc::new(AtomicI64::new(0));
    let restarts = Arc::new(AtomicI64::new(0));
    let r2 = restarts.clone();
    let sup = thread::spawn(move || loop {
        let (rx, d, c) = (rx.clone(), dtx.clone(), crashed_at.clone());
        let child = thread::spawn(move || loop {
            let m = {
                let g = rx.lock().unwrap_or_else(|e| e.into_inner());
                g.recv()
            };
            match m {
                Ok(M::Crash) => {
                    c.store(epoch.elapsed().as_nanos() as i64, SeqCst);
                    panic!("boom");
                }
                Ok(M::Probe) => {
                    d.send(epoch.elapsed().as_nanos() as u64 - c.load(SeqCst) as u64).unwrap()
                }
                Err(_) => return,
            }
        });
        if child.join().is_ok() {
            break;
        }
        r2.fetch_add(1, SeqCst);
    });
    let mut v = vec![];
    for _ in 0..n {
        tx.send(M::Crash).unwrap();
        tx.send(M::Probe).unwrap();
        v.push(drx.recv().unwrap());
    }
    drop(tx);
    sup.join().unwrap();
    check(restarts.load(SeqCst) == n, "restarts");
    latencies("restart", v);
}

fn main() {
    let table: &[(&str, fn())] = &[
        ("ping_pong", ping_pong),
        ("counting", counting),
        ("many_producers", many_producers),
        ("fj_throughput", fj_throughput),
        ("fj_create", fj_create),
        ("thread_ring", thread_ring),
        ("big", big),
        ("ask", ask),
        ("idle_memory", idle_memory),
        ("worker_logger", worker_logger),
        ("restart", restart),
    ];
    let w = std::env::args().nth(1).unwrap_or_default();
    match table.iter().find(|(n, _)| *n == w) {
        Some((_, f)) => f(),
        None => {
            eprintln!("no such workload");
            std::process::exit(2)
        }
    }
    std::process::exit(0);
}
