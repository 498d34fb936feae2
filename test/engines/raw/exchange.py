"""Sends packets with chosen sources and tells which of them came through the packet filter.

exchange.py send                     reads lines "id proto source sport destination dport" and sends each once
exchange.py hear                     until SIGTERM; then prints the ids of the UDP and TCP packets that came to sockets here

Addresses are of IPv4 or IPv6. A raw socket is given a packet after the input hook has let it through (net/ipv4/ip_input.c:
raw_local_deliver is called by ip_local_deliver_finish; net/ipv6/ip6_input.c: raw6_local_deliver by ip6_protocol_deliver_rcu),
so what is heard is exactly what was accepted. The id travels as the UDP payload or as the TCP sequence number.
"""
import select
import signal
import socket
import struct
import sys
import time


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def packet(family, number, protocol, source, sport, destination, dport):
    src, dst = socket.inet_pton(family, source), socket.inet_pton(family, destination)
    code = 17 if protocol == "udp" else 6
    if protocol == "udp":
        body = struct.pack("!HHHHI", sport, dport, 12, 0, number)
        place = 6
    else:
        body = struct.pack("!HHIIBBHHH", sport, dport, number, 0, 5 << 4, 2, 1024, 0, 0)
        place = 16
    sealed = checksum(src + dst + struct.pack("!IBBBB", len(body), 0, 0, 0, code) + body) or 0xFFFF
    body = body[:place] + struct.pack("!H", sealed) + body[place + 2:]
    if family == socket.AF_INET6:
        return struct.pack("!IHBB", 6 << 28, len(body), code, 64) + src + dst + body
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), number & 0xFFFF, 0, 64, code, 0, src, dst) + body


def send():
    out = {family: socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_RAW) for family in (socket.AF_INET, socket.AF_INET6)}
    for count, line in enumerate(sys.stdin):
        number, protocol, source, sport, destination, dport = line.split()
        family = socket.AF_INET6 if ":" in source else socket.AF_INET
        out[family].sendto(packet(family, int(number), protocol, source, int(sport), destination, int(dport)), (destination, 0))
        if count % 50 == 49:
            time.sleep(0.002)


def hear():
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    kinds = [(family, code) for family in (socket.AF_INET, socket.AF_INET6) for code in (socket.IPPROTO_UDP, socket.IPPROTO_TCP)]
    ears = {socket.socket(family, socket.SOCK_RAW, code): (family, code) for family, code in kinds}
    for ear in ears:
        ear.setsockopt(socket.SOL_SOCKET, 33, 64 << 20)  # SO_RCVBUFFORCE
        ear.setblocking(False)
    print("ready", flush=True)
    heard, started = [], time.monotonic()
    while time.monotonic() < started + 30:
        ready = select.select(list(ears), [], [], 0.05)[0]
        if not ready and ended:
            break
        for ear in ready:
            family, code = ears[ear]
            data = ear.recv(2048)
            # Of IPv4 the header comes with it, of IPv6 it does not.
            start = (data[0] & 15) * 4 if family == socket.AF_INET else 0
            if code == socket.IPPROTO_UDP:
                heard.append(struct.unpack("!I", data[start + 8:start + 12])[0])
            elif data[start + 13] == 2:
                heard.append(struct.unpack("!I", data[start + 4:start + 8])[0])
    print("\n".join(map(str, heard)))


if sys.argv[1] == "send":
    send()
else:
    hear()
