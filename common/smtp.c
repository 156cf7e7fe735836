#include "smtp.h"

#include <string.h>

#include <curl/curl.h>

#include "conf.h"
#include "log.h"
#include "pool.h"

struct smtp {
	CURL *curl;
	struct pool *pool;
	const char *error;
};

struct source {
	const char *bytes;
	size_t left;
};

static void smtp_close(void *arg)
{
	struct smtp *smtp = arg;

	curl_easy_cleanup(smtp->curl);
	curl_global_cleanup();
}

/* A wrong option is our own mistake. */
static void must(CURLcode code)
{
	if (code != CURLE_OK)
		log_fatal("mail: %s", curl_easy_strerror(code));
}

static size_t letter_read(char *to, size_t size, size_t n, void *arg)
{
	struct source *source = arg;
	size_t len = size * n < source->left ? size * n : source->left;

	memcpy(to, source->bytes, len);
	source->bytes += len;
	source->left -= len;
	return len;
}

static void options_set(CURL *curl)
{
	const char *ca = conf_text("mail.ca_file");

	must(curl_easy_setopt(curl, CURLOPT_URL, conf_text("mail.server")));
	must(curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps"));
	must(curl_easy_setopt(curl, CURLOPT_PROXY, ""));
	must(curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L));
	must(curl_easy_setopt(curl, CURLOPT_TIMEOUT, conf_number("mail.timeout_seconds")));
	must(curl_easy_setopt(curl, CURLOPT_USE_SSL,
	    (long)(conf_switch("mail.starttls") ? CURLUSESSL_ALL : CURLUSESSL_NONE)));
	if (ca[0] != '\0')
		must(curl_easy_setopt(curl, CURLOPT_CAINFO, ca));
	must(curl_easy_setopt(curl, CURLOPT_MAIL_FROM, conf_text("mail.from")));
	must(curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L));
	must(curl_easy_setopt(curl, CURLOPT_READFUNCTION, letter_read));
}

struct smtp *smtp_open(struct pool *pool)
{
	struct smtp *smtp = pool_new(pool, struct smtp);

	must(curl_global_init(CURL_GLOBAL_DEFAULT));
	smtp->pool = pool;
	smtp->curl = curl_easy_init();
	if (smtp->curl == NULL)
		log_fatal("mail: no memory");
	smtp->error = "";
	pool_defer(pool, smtp_close, smtp);
	options_set(smtp->curl);
	return smtp;
}

/* By the class of the server's answer: RFC 5321 4.2.1. */
static enum smtp_result judged(CURLcode code, long answer)
{
	if (code == CURLE_OK)
		return SMTP_SENT;
	if (answer >= 500 && answer < 600)
		return SMTP_NEVER;
	if (answer >= 400 && answer < 500)
		return SMTP_LATER;
	return SMTP_DOWN;
}

enum smtp_result smtp_send(struct smtp *smtp, const char *to, const char *letter, size_t len,
    unsigned *answer_r)
{
	struct source source = { letter, len };
	struct curl_slist *list = curl_slist_append(NULL, to);
	long answer = 0;
	CURLcode code;

	if (list == NULL)
		log_fatal("mail: no memory");
	must(curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, list));
	must(curl_easy_setopt(smtp->curl, CURLOPT_READDATA, &source));
	must(curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE, (long)len));
	code = curl_easy_perform(smtp->curl);
	(void)curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &answer);
	must(curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, (struct curl_slist *)NULL));
	curl_slist_free_all(list);
	smtp->error = curl_easy_strerror(code);
	*answer_r = answer > 0 && answer < 1000 ? (unsigned)answer : 0;
	return judged(code, answer);
}

bool smtp_greets(struct smtp *smtp)
{
	CURLcode code;

	must(curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 0L));
	must(curl_easy_setopt(smtp->curl, CURLOPT_NOBODY, 1L));
	must(curl_easy_setopt(smtp->curl, CURLOPT_CUSTOMREQUEST, "NOOP"));
	code = curl_easy_perform(smtp->curl);
	smtp->error = curl_easy_strerror(code);
	return code == CURLE_OK;
}

const char *smtp_error(const struct smtp *smtp)
{
	return smtp->error;
}
