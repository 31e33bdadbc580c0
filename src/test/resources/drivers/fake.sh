#!/bin/sh
# A driver that measures nothing: it answers as the protocol has it, or goes wrong in the way it is
# told to by its first argument. Its samples are 0.001 s of spawn.thread and 0.004 s of any other.
# The noisy one lost a quarter of its time.
way=${1:-well}
more=
[ "$way" = noisy ] && more=',"footprint.thread","noise.lost-share"'

field() { # field NAME: a number of the request
    printf '%s' "$line" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"
}

describe() {
    printf '{"id":%s,"runtime":"fake","version":"1.2","traits":{"nice":"%s","java":"%s","cwd":"%s"},' \
        "$id" "$(nice)" "${JAVA_TOOL_OPTIONS-unset}" "$(pwd)"
    printf '"probes":["spawn.thread","spawn.process","crash.thread","fork.large-parent"%s],' "$more"
    printf '"absent":{"spawn.worker":{"reason":"no-such-concept","detail":"fakes have no workers"}},'
    printf '"cost_ms":{"fork.large-parent":900000,"noise.lost-share":1}}\n'
    printf '{"id":%s,"done":true}\n' "$id"
}

value_of() {
    case $1 in
        spawn.thread) echo 0.001 ;;
        noise.lost-share) echo 0.25 ;;
        *) echo 0.004 ;;
    esac
}

measure() {
    case $way in
        nan) printf '{"id":%s,"probe":"spawn.thread","round":0,"value":NaN}\n' "$id" ;;
        negative) printf '{"id":%s,"probe":"spawn.thread","round":0,"value":-1}\n' "$id" ;;
        infinite) printf '{"id":%s,"probe":"spawn.thread","round":0,"value":1e999}\n' "$id" ;;
        word) printf '{"id":%s,"probe":"spawn.thread","round":0,"value":"fast"}\n' "$id" ;;
        unasked) printf '{"id":%s,"probe":"never.asked","round":0,"value":1}\n' "$id" ;;
        stale) printf '{"id":999,"probe":"spawn.thread","round":0,"value":1}\n' ;;
        flood) while :; do printf '{"id":%s,"probe":"spawn.thread","round":0,"value":1}\n' "$id"; done ;;
        refuse) printf '{"id":%s,"error":"not today"}\n' "$id"; return ;;
        exit) echo "Traceback: all is lost" >&2; exit 3 ;;
        signal) kill -SEGV $$ ;;
        half) printf '{"id":%s,"probe":"spawn.th' "$id"; exit 0 ;;
        hang) sleep 1000 ;;
    esac
    round=0
    rounds=$(field rounds)
    while [ "$round" -lt "$rounds" ]; do
        for probe in $(printf '%s' "$line" | sed -n 's/.*"probes":\[\([^]]*\)\].*/\1/p' | tr -d '"' | tr ',' ' '); do
            case $probe in
                crash.thread) printf '{"id":%s,"probe":"crash.thread","absent":"not-permitted","detail":"EAGAIN"}\n' "$id" ;;
                *) printf '{"id":%s,"probe":"%s","round":%s,"value":%s}\n' "$id" "$probe" "$round" "$(value_of "$probe")" ;;
            esac
        done
        round=$((round + 1))
    done
    printf '{"id":%s,"done":true}\n' "$id"
}

case $way in
    garbage) echo "Python 2.7.18 (default)"; exec sleep 1000 ;;
    long-line) head -c 200000 /dev/zero | tr '\0' 'x'; exec sleep 1000 ;;
    stubborn) trap '' TERM INT HUP; while :; do sleep 1000; done ;;
    orphans) (trap '' TERM; sleep 1000 & setsid sleep 1000 & ) ; exit 0 ;;
    quiet-orphans) (sleep 1000 >/dev/null 2>&1 &) ; exit 0 ;;
    deaf) exec 0<&- ; exec sleep 1000 ;;
    mute) exec 1>&- ; exec sleep 1000 ;;
    respawning) respawn() { trap 'respawn &' TERM; sleep 1000 & wait; }; respawn & respawn ;;
    chatty-errors) (yes "an error" | head -c 5000000) >&2 ;;
esac

while read -r line; do
    id=$(field id)
    case $line in
        *'"do":"describe"'*) describe ;;
        *'"do":"measure"'*) measure ;;
        *) printf '{"id":%s,"error":"unknown request"}\n' "$id" ;;
    esac
done
