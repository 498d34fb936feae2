"""Sends packets with chosen sources and tells which of them came through the packet filter.

exchange.py send                     reads lines "id proto source sport destination dport" and sends each once
exchange.py hear                     until SIGTERM; then prints the ids of the UDP and TCP packets that came to sockets here

A raw socket is given a packet after the input hook has let it through (net/ipv4/ip_input.c: raw_local_deliver is called
by ip_local_deliver_finish), so what is heard is exactly what was accepted. The id travels as the UDP payload or as the TCP
sequence number.
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


def packet(number, protocol, source, sport, destination, dport):
    src, dst = socket.inet_aton(source), socket.inet_aton(destination)
    if protocol == "udp":
        body = struct.pack("!HHHHI", sport, dport, 12, 0, number)
        code = 17
    else:
        body = struct.pack("!HHIIBBHHH", sport, dport, number, 0, 5 << 4, 2, 1024, 0, 0)
        code = 6
        sealed = checksum(src + dst + struct.pack("!BBH", 0, code, len(body)) + body)
        body = body[:16] + struct.pack("!H", sealed) + body[18:]
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), number & 0xFFFF, 0, 64, code, 0, src, dst)
    return header + body


def send():
    out = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    for count, line in enumerate(sys.stdin):
        number, protocol, source, sport, destination, dport = line.split()
        out.sendto(packet(int(number), protocol, source, int(sport), destination, int(dport)), (destination, 0))
        if count % 50 == 49:
            time.sleep(0.002)


def hear():
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    ears = [socket.socket(socket.AF_INET, socket.SOCK_RAW, code) for code in (socket.IPPROTO_UDP, socket.IPPROTO_TCP)]
    for ear in ears:
        ear.setsockopt(socket.SOL_SOCKET, 33, 64 << 20)  # SO_RCVBUFFORCE
        ear.setblocking(False)
    print("ready", flush=True)
    heard, started = [], time.monotonic()
    while time.monotonic() < started + 30:
        ready = select.select(ears, [], [], 0.05)[0]
        if not ready and ended:
            break
        for ear in ready:
            data = ear.recv(2048)
            start = (data[0] & 15) * 4
            if data[9] == 17:
                heard.append(struct.unpack("!I", data[start + 8:start + 12])[0])
            elif data[start + 13] == 2:
                heard.append(struct.unpack("!I", data[start + 4:start + 8])[0])
    print("\n".join(map(str, heard)))


if sys.argv[1] == "send":
    send()
else:
    hear()
