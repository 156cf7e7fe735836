#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "directory-ldap.h"
#include "log.h"

#define TICK_NS		50000000	/* between two tries to end an overdue talk */
#define REPLY_MAX	(4 << 20)	/* bytes of one LDAP message */

long long directory_clock_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/*
 * What is sent is wiped: libldap frees its messages as they are, and in one of
 * them is the password. A layer above TLS sees each message in the very buffer
 * that libldap made it in.
 */

static int layer_setup(Sockbuf_IO_Desc *layer, void *context)
{
	(void)layer;
	(void)context;
	return 0;
}

static int layer_none(Sockbuf_IO_Desc *layer)
{
	(void)layer;
	return 0;
}

static int layer_control(Sockbuf_IO_Desc *layer, int option, void *value)
{
	return LBER_SBIOD_CTRL_NEXT(layer, option, value);
}

static ber_slen_t layer_read(Sockbuf_IO_Desc *layer, void *bytes, ber_len_t len)
{
	return LBER_SBIOD_READ_NEXT(layer, bytes, len);
}

static ber_slen_t layer_write(Sockbuf_IO_Desc *layer, void *bytes, ber_len_t len)
{
	ber_slen_t n = LBER_SBIOD_WRITE_NEXT(layer, bytes, len);

	if (n > 0)
		explicit_bzero(bytes, (size_t)n);
	else if (errno != EINTR && errno != EAGAIN)
		explicit_bzero(bytes, len);
	return n;
}

static Sockbuf_IO layer = {
	.sbi_setup = layer_setup,
	.sbi_remove = layer_none,
	.sbi_ctrl = layer_control,
	.sbi_read = layer_read,
	.sbi_write = layer_write,
	.sbi_close = layer_none,
};

/*
 * Time. No limit of libldap covers the TLS handshake, so a timer shuts the
 * socket down under it; it repeats, lest the signal come between two calls.
 */

static volatile sig_atomic_t overdue_socket = -1;

void directory_overdue(int number)
{
	int saved = errno;

	(void)number;
	if (overdue_socket >= 0)
		(void)shutdown(overdue_socket, SHUT_RDWR);
	errno = saved;
}

static void timer_open(struct talk *t)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
	sigset_t signals;

	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGRTMIN);
	(void)sigprocmask(SIG_UNBLOCK, &signals, NULL);
	if (timer_create(CLOCK_MONOTONIC, &event, &t->timer) != 0)
		log_fatal("directory: no timer: %s", strerror(errno));
}

/* From now on the talk's socket lives until the deadline; 0 lifts that. */
void directory_timer_set(struct talk *t, long long deadline)
{
	struct itimerspec when = {
		.it_value = { deadline / 1000, deadline % 1000 * 1000000 },
		.it_interval = { 0, deadline == 0 ? 0 : TICK_NS },
	};

	t->deadline = deadline;
	overdue_socket = deadline == 0 ? -1 : t->fd;
	(void)timer_settime(t->timer, TIMER_ABSTIME, &when, NULL);
}

static void timer_close(struct talk *t)
{
	directory_timer_set(t, 0);
	(void)timer_delete(t->timer);
}

/*
 * A talk
 */

/* Says once what went wrong; the codes are all that is told, since a server's
 * text may repeat what a user typed. */
enum directory_result directory_talk_failed(struct talk *t, const char *doing, int code)
{
	log_warn("directory %s: %s: %s (%d)%s", t->server->uri, doing, ldap_err2string(code),
	    code, directory_clock_ms() >= t->deadline ? ", out of time" : "");
	return DIRECTORY_DOWN;
}

/* Waits until the socket is connected. 0 or an error number. */
static int connect_await(int fd, long long deadline)
{
	struct pollfd wait = { .fd = fd, .events = POLLOUT };
	socklen_t len = sizeof(int);
	long long left;
	int n, error = 0;

	do {
		left = deadline - directory_clock_ms();
		n = left <= 0 ? 0 : poll(&wait, 1, (int)left);
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		return n < 0 ? errno : ETIMEDOUT;
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 ? error : errno;
}

/* A connected, blocking socket, or -1 with the error number in *error_r. */
static int connect_to(const struct addrinfo *a, long long deadline, int *error_r)
{
	int fd = socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    a->ai_protocol);

	*error_r = 0;
	if (fd < 0 || (connect(fd, a->ai_addr, a->ai_addrlen) != 0 && errno != EINPROGRESS))
		*error_r = errno;
	else
		*error_r = connect_await(fd, deadline);
	/* Small messages go to and fro: each must leave at once. */
	if (*error_r == 0 && fcntl(fd, F_SETFL, 0) == 0 && setsockopt(fd, IPPROTO_TCP,
	    TCP_NODELAY, &(int){ 1 }, sizeof(int)) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

/* Tries the addresses of the server's name in turn; each gets an even share of
 * the time that is left. */
static int dial(const struct server *s, long long deadline, const char **error_r)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
	struct addrinfo *list, *a;
	int error, fd = -1, n = 0;

	error = getaddrinfo(s->host, s->port, &hints, &list);
	*error_r = gai_strerror(error);
	if (error != 0)
		return -1;
	for (a = list; a != NULL; a = a->ai_next)
		n++;
	for (a = list; a != NULL && fd < 0; a = a->ai_next, n--) {
		long long now = directory_clock_ms();

		fd = connect_to(a, now + (deadline - now) / n, &error);
		*error_r = strerror(error);
	}
	freeaddrinfo(list);
	return fd;
}

/* Waits for the next message of an operation; with a type, for one of that type
 * and no other. */
int directory_talk_await(struct talk *t, int id, int type, LDAPMessage **message_r)
{
	long long left = t->deadline - directory_clock_ms();
	struct timeval limit = { left / 1000, left % 1000 * 1000 };
	int n, code = LDAP_TIMEOUT;

	*message_r = NULL;
	if (left <= 0)
		return LDAP_TIMEOUT;
	n = ldap_result(t->ld, id, LDAP_MSG_ONE, &limit, message_r);
	if (n > 0 && (type == 0 || n == type))
		return LDAP_SUCCESS;
	if (n > 0) {
		(void)ldap_msgfree(*message_r);
		return LDAP_DECODING_ERROR;
	}
	if (n < 0)
		(void)ldap_get_option(t->ld, LDAP_OPT_RESULT_CODE, &code);
	return code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code;
}

/* The result code in a final message, which is freed. */
int directory_talk_result(struct talk *t, LDAPMessage *message)
{
	int code, rc = ldap_parse_result(t->ld, message, &code, NULL, NULL, NULL, NULL, 1);

	return rc == LDAP_SUCCESS ? code : rc;
}

static int talk_starttls(struct talk *t)
{
	LDAPMessage *message = NULL;
	int id, code = ldap_start_tls(t->ld, NULL, NULL, &id);

	if (code == LDAP_SUCCESS)
		code = directory_talk_await(t, id, LDAP_RES_EXTENDED, &message);
	return code == LDAP_SUCCESS ? directory_talk_result(t, message) : code;
}

/* The words are the TLS library's here, not the server's. For a certificate
 * that libldap itself turned down it has none. */
static enum directory_result tls_failed(struct talk *t)
{
	char *why = NULL;

	(void)ldap_get_option(t->ld, LDAP_OPT_DIAGNOSTIC_MESSAGE, &why);
	if (why == NULL || strcmp(why, "(unknown error code)") == 0)
		log_warn("directory %s: TLS: the certificate was refused: its names, its dates, or "
		    "not signed by ldap.ca_file", t->server->uri);
	else
		log_warn("directory %s: TLS: %s", t->server->uri, why);
	ldap_memfree(why);
	return DIRECTORY_DOWN;
}

/* From here on all is encrypted, to the server that was meant. */
static enum directory_result talk_secure(struct talk *t)
{
	int code = t->server->tls_first ? LDAP_SUCCESS : talk_starttls(t);

	if (code != LDAP_SUCCESS)
		return directory_talk_failed(t, "StartTLS", code);
	code = ldap_install_tls(t->ld);
	if (code == LDAP_SUCCESS && ldap_tls_inplace(t->ld) == 1)
		return DIRECTORY_OK;
	return tls_failed(t);
}

void directory_talk_close(struct talk *t)
{
	if (t->ld == NULL)
		return;
	(void)ldap_unbind_ext(t->ld, NULL, NULL);
	t->ld = NULL;
	timer_close(t);
}

/* Hands the socket to libldap. */
static int talk_begin(struct talk *t, int fd)
{
	ber_len_t longest = REPLY_MAX;
	Sockbuf *buffer;
	int code = ldap_init_fd(fd, LDAP_PROTO_TCP, t->server->uri, &t->ld);

	if (code != LDAP_SUCCESS) {
		(void)close(fd);
		timer_close(t);
		t->ld = NULL;
		return code;
	}
	(void)ldap_get_option(t->ld, LDAP_OPT_SOCKBUF, &buffer);
	(void)ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &longest);
	return ber_sockbuf_add_io(buffer, &layer, LBER_SBIOD_LEVEL_APPLICATION, NULL) == 0 ?
	    LDAP_SUCCESS : LDAP_LOCAL_ERROR;
}

enum directory_result directory_talk_connect(struct talk *t, long long deadline)
{
	const char *error;
	int fd, code;

	t->deadline = deadline;
	fd = dial(t->server, deadline, &error);
	if (fd < 0) {
		log_warn("directory %s: connect: %s", t->server->uri, error);
		return DIRECTORY_DOWN;
	}
	t->fd = fd;
	timer_open(t);
	directory_timer_set(t, deadline);
	code = talk_begin(t, fd);
	return code == LDAP_SUCCESS ? talk_secure(t) : directory_talk_failed(t, "begin", code);
}
