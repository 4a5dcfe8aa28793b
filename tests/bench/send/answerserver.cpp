// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// A server that costs next to nothing, so that a benchmark measures its clients: one thread, one
// fixed answer to every HTTP/1.1 request without a body, connections kept alive, pipelined requests
// answered in order. It listens on a free port of 127.0.0.1, prints it, and ends with its standard
// input.
//
//   bench_answerserver BODY_BYTES HEADER_BYTES

#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

std::string answerOf(std::size_t bodyBytes, std::size_t headerBytes)
{
    // Text as services answer it, so that a history has words to index.
    static constexpr std::string_view text
        = "{\"order\":\"A-1042\",\"state\":\"shipped\",\"items\":[{\"sku\":\"tea-7\",\"count\":2}],"
          "\"note\":\"left with the neighbour on the second floor\"}\n";
    std::string body;
    while (body.size() < bodyBytes)
        body += text;
    body.resize(bodyBytes);

    std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n";
    for (int i = 0; head.size() + 2 < headerBytes; ++i) {
        const std::string name = "X-Padding-" + std::to_string(i) + ": ";
        const std::size_t room = headerBytes - std::min(headerBytes, head.size() + name.size() + 4);
        head += name + std::string(std::min<std::size_t>(room, 60), 'p') + "\r\n";
    }
    return head + "\r\n" + body;
}

/// Counts the ends of heads (an empty line) in what comes, wherever it is cut.
class HeadCounter
{
public:
    int countEnds(std::string_view bytes)
    {
        static constexpr std::string_view end = "\r\n\r\n";
        int ends = 0;
        for (const char c : bytes) {
            if (c == end[m_matched])
                ++m_matched;
            else
                m_matched = c == '\r' ? 1 : 0;
            if (m_matched == end.size()) {
                ++ends;
                m_matched = 0;
            }
        }
        return ends;
    }

private:
    std::size_t m_matched = 0;
};

struct Connection
{
    HeadCounter heads;
    std::string unsent;
};

class Server
{
public:
    explicit Server(std::string answer) : m_answer(std::move(answer)) { }

    /// The port, or nothing with errno set.
    std::optional<std::uint16_t> listen()
    {
        m_poll = ::epoll_create1(EPOLL_CLOEXEC);
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (m_poll < 0 || m_listener < 0 || ::bind(m_listener, generic, size) != 0
            || ::listen(m_listener, 512) != 0 || ::getsockname(m_listener, generic, &size) != 0)
            return std::nullopt;
        watch(m_listener, EPOLLIN, EPOLL_CTL_ADD);
        watch(STDIN_FILENO, EPOLLIN, EPOLL_CTL_ADD);
        return ntohs(address.sin_port);
    }

    /// Until standard input ends.
    void serve()
    {
        std::array<epoll_event, 128> events;
        for (;;) {
            const int count = ::epoll_wait(m_poll, events.data(), int(events.size()), -1);
            if (count < 0 && errno != EINTR)
                return;
            for (int i = 0; i < count; ++i) {
                const epoll_event &event = events[std::size_t(i)];
                if (event.data.fd == STDIN_FILENO) {
                    char ignored[64];
                    if (::read(STDIN_FILENO, ignored, sizeof ignored) <= 0)
                        return;
                } else if (event.data.fd == m_listener) {
                    acceptAll();
                } else if (!advance(event.data.fd, event.events)) {
                    m_connections.erase(event.data.fd);
                    ::close(event.data.fd);
                }
            }
        }
    }

private:
    void watch(int socket, std::uint32_t interest, int operation)
    {
        epoll_event event{};
        event.events = interest;
        event.data.fd = socket;
        ::epoll_ctl(m_poll, operation, socket, &event);
    }

    void acceptAll()
    {
        for (;;) {
            const int socket
                = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (socket < 0)
                return;
            const int on = 1;
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            m_connections[socket] = {};
            watch(socket, EPOLLIN, EPOLL_CTL_ADD);
        }
    }

    /// False when the connection is over.
    bool advance(int socket, std::uint32_t events)
    {
        Connection &connection = m_connections[socket];
        if (events & (EPOLLERR | EPOLLHUP))
            return false;
        if (events & EPOLLIN) {
            const ssize_t got = ::read(socket, m_buffer.data(), m_buffer.size());
            if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
                return false;
            if (got > 0) {
                for (int i = connection.heads.countEnds({m_buffer.data(), std::size_t(got)}); i > 0;
                     --i)
                    connection.unsent += m_answer;
            }
        }
        const bool waited = events & EPOLLOUT;
        while (!connection.unsent.empty()) {
            const ssize_t put
                = ::send(socket, connection.unsent.data(), connection.unsent.size(), MSG_NOSIGNAL);
            if (put < 0 && errno == EINTR)
                continue;
            if (put < 0 && errno == EAGAIN) {
                // A client that sends and never reads is not read from either.
                watch(socket, EPOLLOUT, EPOLL_CTL_MOD);
                return true;
            }
            if (put < 0)
                return false;
            connection.unsent.erase(0, std::size_t(put));
        }
        if (waited)
            watch(socket, EPOLLIN, EPOLL_CTL_MOD);
        return true;
    }

    std::string m_answer;
    int m_poll = -1;
    int m_listener = -1;
    std::array<char, 64 * 1024> m_buffer;
    std::unordered_map<int, Connection> m_connections;
};

std::optional<std::size_t> sizeFrom(std::string_view text)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

int main(int argc, char **argv)
{
    const auto body = argc == 3 ? sizeFrom(argv[1]) : std::nullopt;
    const auto headers = argc == 3 ? sizeFrom(argv[2]) : std::nullopt;
    if (!body || !headers) {
        std::fputs("usage: bench_answerserver BODY_BYTES HEADER_BYTES\n", stderr);
        return 2;
    }
    const auto server = std::make_unique<Server>(answerOf(*body, *headers));
    const auto port = server->listen();
    if (!port) {
        std::perror("bench_answerserver");
        return 1;
    }
    std::printf("%u\n", unsigned(*port));
    std::fflush(stdout);
    server->serve();
    return 0;
}
