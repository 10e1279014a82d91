# shellcheck shell=bash
#
# A system of its own for a measurement: database, members and nginx, in a temporary directory ($work), each recorded in
# $work/<name>.pid. Sourced by scripts of this folder, from the top of the repository; they set $java, and call
# end_system when they end.

: "${java:?}"
work=$(mktemp -d)
prefix=() # what members and the database are run by, e.g. taskset
member_flags=(-Xms48m -Xmx256m -XX:+UseSerialGC -XX:TrimNativeHeapInterval=5000)

complain() {
    echo "${0##*/}: $*" >&2
}

fail() {
    complain "$*"
    exit 1
}

# launch <name> <command...>
launch() {
    local name=$1
    shift
    "$@" >>"$work/$name.log" 2>&1 </dev/null &
    echo $! >"$work/$name.pid"
}

alive() { # name
    [[ -s $work/$1.pid ]] && kill -0 "$(<"$work/$1.pid")" 2>/dev/null
}

# await <name> <seconds> <condition...>: while that process lives.
await() {
    local name=$1 deadline=$((SECONDS + $2))
    shift 2
    until "$@"; do
        alive "$name" || { tail -n 20 "$work/$name.log" >&2; fail "$name ended before it was ready"; }
        ((SECONDS < deadline)) || { tail -n 20 "$work/$name.log" >&2; fail "$name was not ready in time"; }
        sleep 0.2
    done
}

ready() { # port
    local line
    line=$( (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET /ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n' >&3 &&
        IFS= read -r -t 5 line <&3 && printf '%s' "$line" && cat <&3 >/dev/null) 2>/dev/null) && [[ $line == 'HTTP/1.1 200'* ]]
}

is_free() { # port
    ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# free_ports <first> <count>: prints the first of so many ports in a row that nobody listens on.
free_ports() {
    local first=$1 i
    while ((first + $2 < 32000)); do
        for ((i = 0; i < $2; i++)); do is_free $((first + i)) || break; done
        ((i < $2)) || { echo "$first"; return; }
        first=$((first + i + 1))
    done
    fail 'no free ports'
}

people() { # make or clean, options...: see com.upcoach.load.people.People
    "$java" -cp load/target/load.jar:app/target/upcoach.jar com.upcoach.load.people.People "$@"
}

start_database() {
    launch database "${prefix[@]}" "$java" -Xmx160m -XX:+UseSerialGC -cp app/target/upcoach.jar com.upcoach.database.EmbeddedDatabase \
        "$work/database"
    await database 120 test -s "$work/database/database.url"
    UPCOACH_DB_URL=$(<"$work/database/database.url")
    UPCOACH_DB_USER=upcoach
    "$java" -cp app/target/upcoach.jar com.upcoach.session.TokenKeys "$work/keys.json" >/dev/null
    UPCOACH_JWT_KEYS=$work/keys.json
    export UPCOACH_DB_URL UPCOACH_DB_USER UPCOACH_JWT_KEYS
    unset UPCOACH_DB_PASSWORD
}

# start_member <number> <port> [name]: with the admin port one above; limits and the like come from the environment, and the
# cluster from $grid.
start_member() {
    local cache=() name=${3:-member-$1}
    [[ ! -f app/target/upcoach.aot ]] || cache=(-XX:AOTCache=app/target/upcoach.aot)
    UPCOACH_CLUSTER=${grid:-load-$$} UPCOACH_MEMBER=$name UPCOACH_HTTP_HOST=127.0.0.1 UPCOACH_HTTP_PORT=$2 UPCOACH_ADMIN_PORT=$(($2 + 1)) \
        launch "$name" "${prefix[@]}" "$java" "${member_flags[@]}" "${cache[@]}" -jar app/target/upcoach.jar
}

# start_nginx <port> <ports of members...>
start_nginx() {
    local listen=$1 port servers='' nginx
    shift
    nginx=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx) || fail 'several members need nginx in front, which is not installed'
    for port in "$@"; do servers+="server 127.0.0.1:$port max_fails=1 fail_timeout=1s; "; done
    mkdir -p "$work/nginx"
    sed -e "s/listen 127.0.0.1:8080;/listen 127.0.0.1:$listen;/" -e '/server .* weight=/d' -e "s/least_conn;/& $servers/" \
        k8s/nginx/balancer.conf >"$work/nginx/nginx.conf"
    launch nginx "$nginx" -p "$work/nginx/" -c nginx.conf
    await nginx 15 ready "$listen"
}

# end <name> <signal> <seconds>
end() {
    local deadline=$((SECONDS + $3))
    ! alive "$1" || disown "$(<"$work/$1.pid")" 2>/dev/null || true # bash need not tell that it was killed
    ! alive "$1" || kill "-$2" "$(<"$work/$1.pid")" 2>/dev/null || true
    while alive "$1" && ((SECONDS < deadline)); do sleep 0.1; done
    ! alive "$1" || kill -KILL "$(<"$work/$1.pid")" 2>/dev/null || true
    rm -f "$work/$1.pid" # another process may have that number some day
}

end_members() {
    local file
    for file in "$work"/member-*.pid; do
        [[ ! -s $file ]] || end "$(basename "$file" .pid)" KILL 5
    done
}

end_system() {
    end nginx QUIT 5
    end_members
    end database TERM 30
    rm -rf "$work"
}
