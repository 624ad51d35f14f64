%% Peer "erlang": processes of Erlang/OTP 25 on two schedulers. Run by engine_bench as
%%   erl +S 2:2 +P 2000000 -noshell -pa FOLDER -s peer_erlang main WORKLOAD
%% Sizes as in workload.h.
-module(peer_erlang).
-behaviour(supervisor).
-export([main/1, init/1, start_child/1, child/1]).

main([Workload]) ->
    run(Workload),
    halt(0).

run(ping_pong) -> ping_pong();
run(counting) -> counting();
run(many_producers) -> many_producers();
run(fj_throughput) -> fj_throughput();
run(fj_create) -> fj_create();
run(thread_ring) -> thread_ring();
run(big) -> big();
run(worker_logger) -> worker_logger();
run(ask) -> ask();
run(restart) -> restart();
run(idle_memory) -> idle_memory("idle_memory", 100000);
run(idle_memory_1m) -> idle_memory("idle_memory_1m", 1000000);
run(_) -> io:format(standard_error, "no such workload~n", []), halt(2).

%% ------------------------------------------------------------------------------ measuring

now_ns() -> erlang:monotonic_time(nanosecond).

%% A figure, as a line that engine_bench reads.
emit(Workload, Metric, Value) ->
    io:format("erlang,~s,~s,~.1f~n", [Workload, Metric, float(Value)]).

emit_time(Workload, Begin, Operations) ->
    emit(Workload, "ns_per_op", (now_ns() - Begin) / Operations).

emit_latencies(Workload, Samples) ->
    Sorted = list_to_tuple(lists:sort(Samples)),
    N = tuple_size(Sorted),
    emit(Workload, "ns_per_op", lists:sum(Samples) / N),
    emit(Workload, "p50_ns", element(N div 2 + 1, Sorted)),
    emit(Workload, "p99_ns", element(N * 99 div 100 + 1, Sorted)).

%% Ends the program without a figure when a workload did not do what it should have.
check(true, _) -> ok;
check(false, What) ->
    io:format(standard_error, "wrong result: ~s~n", [What]),
    halt(3).

resident_bytes() ->
    {ok, Text} = file:read_file("/proc/self/statm"),
    [_, Pages | _] = string:lexemes(Text, " "),
    binary_to_integer(Pages) * 4096.

%% The sum of what N processes report.
collect(0, Sum) -> Sum;
collect(N, Sum) -> receive {done, Value} -> collect(N - 1, Sum + Value) end.

%% --------------------------------------------------------------- counting, many_producers

counter(Value) ->
    receive
        {inc, By} -> counter(Value + By);
        {get, From} -> From ! {value, Value}, counter(Value)
    end.

get_value(Counter) ->
    Counter ! {get, self()},
    receive {value, Value} -> Value end.

flood(_, 0) -> ok;
flood(Counter, N) -> Counter ! {inc, 1}, flood(Counter, N - 1).

counting() ->
    N = 5000000, Me = self(),
    Counter = spawn(fun() -> counter(0) end),
    Begin = now_ns(),
    spawn(fun() -> flood(Counter, N), Me ! {done, get_value(Counter)} end),
    check(collect(1, 0) =:= N, "count"),
    emit_time("counting", Begin, N).

%% Ten processes stand for the ten threads: Erlang has no outside thread short of a NIF.
many_producers() ->
    Each = 100000, Me = self(),
    Counter = spawn(fun() -> counter(0) end),
    Begin = now_ns(),
    [spawn(fun() -> flood(Counter, Each), Me ! {done, 1} end) || _ <- lists:seq(1, 10)],
    collect(10, 0),
    check(get_value(Counter) =:= 10 * Each, "count"),
    emit_time("many_producers", Begin, 10 * Each).

%% ------------------------------------------------------------------------------ ping_pong

player(Peer, Left, Done, Returns) ->
    receive
        {peer, Other} -> player(Other, Left, Done, Returns);
        {ball, _} when Left =:= 1 -> Done ! {done, Returns + 1};
        {ball, Ball} -> Peer ! {ball, Ball + 1}, player(Peer, Left - 1, Done, Returns + 1)
    end.

ping_pong() ->
    N = 1000000, Me = self(),
    A = spawn(fun() -> player(none, N, Me, 0) end),
    B = spawn(fun() -> player(A, -1, Me, 0) end),
    A ! {peer, B},
    Begin = now_ns(),
    B ! {ball, 0},
    check(collect(1, 0) =:= N, "round trips"),
    emit_time("ping_pong", Begin, N).

%% --------------------------------------------------------------- fj_throughput, fj_create

sink(Wanted, Wanted, Done) -> Done ! {done, Wanted};
sink(Count, Wanted, Done) -> receive {inc, By} -> sink(Count + By, Wanted, Done) end.

rounds(_, 0) -> ok;
rounds(Sinks, N) -> [Sink ! {inc, 1} || Sink <- Sinks], rounds(Sinks, N - 1).

fj_throughput() ->
    Each = 50000, Me = self(),
    Sinks = [spawn(fun() -> sink(0, Each, Me) end) || _ <- lists:seq(1, 60)],
    Begin = now_ns(),
    spawn(fun() -> rounds(Sinks, Each) end),
    check(collect(60, 0) =:= 60 * Each, "total"),
    emit_time("fj_throughput", Begin, 60 * Each).

create(0, _) -> ok;
create(N, Done) ->
    Sink = spawn(fun() -> sink(0, 1, Done) end),
    Sink ! {inc, 1},
    create(N - 1, Done).

fj_create() ->
    N = 100000,
    Begin = now_ns(),
    create(N, self()),
    check(collect(N, 0) =:= N, "total"),
    emit_time("fj_create", Begin, N).

%% ---------------------------------------------------------------------------- thread_ring

ring_start(Done) -> receive {next, Next} -> ring_node(Next, Done) end.

ring_node(Next, Done) ->
    receive
        {token, 0} -> Done ! {done, 1};
        {token, Hops} -> Next ! {token, Hops - 1}, ring_node(Next, Done)
    end.

thread_ring() ->
    Hops = 1000000, Me = self(),
    Ring = [spawn(fun() -> ring_start(Me) end) || _ <- lists:seq(1, 100)],
    [Node ! {next, Next} || {Node, Next} <- lists:zip(Ring, tl(Ring) ++ [hd(Ring)])],
    Begin = now_ns(),
    hd(Ring) ! {token, Hops},
    check(collect(1, 0) =:= 1, "token"),
    emit_time("thread_ring", Begin, Hops).

%% ------------------------------------------------------------------------------------ big

big_start(Index, Each, Done) ->
    receive {all, All} ->
        receive start -> big(All, ping(All, 7 + Index), Each, 0, Done) end
    end.

%% Pings an actor chosen by xorshift; returns its next state.
ping(All, S0) ->
    S1 = S0 bxor ((S0 bsl 13) band 16#ffffffff),
    S2 = S1 bxor (S1 bsr 17),
    S3 = S2 bxor ((S2 bsl 5) band 16#ffffffff),
    element(S3 rem tuple_size(All) + 1, All) ! {ping, self()},
    S3.

big(All, Random, Left, Pongs, Done) ->
    receive
        {ping, From} -> From ! pong, big(All, Random, Left, Pongs, Done);
        pong when Left =:= 1 -> Done ! {done, Pongs + 1}, big(All, Random, 0, Pongs + 1, Done);
        pong -> big(All, ping(All, Random), Left - 1, Pongs + 1, Done)
    end.

big() ->
    Each = 10000, Me = self(),
    Actors = [spawn(fun() -> big_start(I, Each, Me) end) || I <- lists:seq(0, 119)],
    All = list_to_tuple(Actors),
    [Actor ! {all, All} || Actor <- Actors],
    Begin = now_ns(),
    [Actor ! start || Actor <- Actors],
    check(collect(120, 0) =:= 120 * Each, "pongs"),
    emit_time("big", Begin, 2 * 120 * Each).

%% -------------------------------------------------------------------------- worker_logger

logger_process(Records, Sum) ->
    receive
        {record, _Worker, _N, Square} -> logger_process(Records + 1, Sum + Square);
        {get, From} -> From ! {log, Records, Sum}
    end.

worker(Id, Logger) ->
    receive
        {job, N} -> Logger ! {record, Id, N, N * N}, worker(Id, Logger);
        {finish, From} -> From ! {done, 1}
    end.

jobs(N, N, _) -> ok;
jobs(I, N, Workers) -> element(I rem 4 + 1, Workers) ! {job, I}, jobs(I + 1, N, Workers).

worker_logger() ->
    N = 2000000, Me = self(),
    Logger = spawn(fun() -> logger_process(0, 0) end),
    Workers = [spawn(fun() -> worker(Id, Logger) end) || Id <- lists:seq(0, 3)],
    Begin = now_ns(),
    jobs(0, N, list_to_tuple(Workers)),
    [Worker ! {finish, Me} || Worker <- Workers],
    collect(4, 0),
    Logger ! {get, Me},
    {Records, Sum} = receive {log, R, S} -> {R, S} end,
    Elapsed = now_ns() - Begin,
    check(Records =:= N, "records"),
    check(Sum =:= (N - 1) * N * (2 * N - 1) div 6, "sum of the squares"),
    emit("worker_logger", "ns_per_op", Elapsed / N).

%% ------------------------------------------------------------------------------------ ask

%% The one that asks is a process too, so this is not an ask from an outside thread.
ask() ->
    N = 200000,
    Counter = spawn(fun() -> counter(1) end),
    {Latencies, Sum} = asks(Counter, N, [], 0),
    check(Sum =:= N, "sum"),
    emit_latencies("ask", Latencies).

asks(_, 0, Latencies, Sum) -> {Latencies, Sum};
asks(Counter, N, Latencies, Sum) ->
    Begin = now_ns(),
    Value = get_value(Counter),
    asks(Counter, N - 1, [now_ns() - Begin | Latencies], Sum + Value).

%% -------------------------------------------------------------------------------- restart

%% A supervisor, one_for_one; each replacement sends itself the probe.
restart() ->
    N = 2000,
    logger:set_primary_config(level, none),
    ets:new(crashed_at, [named_table, public]),
    register(tester, self()),
    {ok, _} = supervisor:start_link(?MODULE, []),
    receive {done, first} -> ok end,
    Latencies = [begin child ! crash, receive {done, Latency} -> Latency end end
                 || _ <- lists:seq(1, N)],
    check(length(Latencies) =:= N, "restarts"),
    emit_latencies("restart", Latencies).

init([]) ->
    Flags = #{strategy => one_for_one, intensity => 100000000, period => 1},
    {ok, {Flags, [#{id => child, start => {?MODULE, start_child, [child]}}]}}.

start_child(_) -> {ok, proc_lib:spawn_link(?MODULE, child, [child])}.

child(_) ->
    catch unregister(child),
    register(child, self()),
    self() ! probe,
    child_loop().

child_loop() ->
    receive
        probe ->
            tester ! {done, since_crash(ets:lookup(crashed_at, time))},
            child_loop();
        crash ->
            ets:insert(crashed_at, {time, now_ns()}),
            error(boom)
    end.

since_crash([]) -> first;
since_crash([{time, Time}]) -> now_ns() - Time.

%% ---------------------------------------------------------------------------- idle_memory

idle_memory(Workload, N) ->
    Resident = resident_bytes(),
    Processes = erlang:memory(processes),
    Counters = [begin C = spawn(fun() -> counter(0) end), C ! {inc, 1}, C end
                || _ <- lists:seq(1, N)],
    check(lists:sum([get_value(C) || C <- Counters]) =:= N, "sum"),
    emit(Workload, "bytes_per_actor", (resident_bytes() - Resident) / N),
    emit(Workload, "vm_bytes_per_actor", (erlang:memory(processes) - Processes) / N).
