# What a schema cannot say of forms, code lists and terms. Reads the lines of
# facts.xsl: lists and terms first, then forms. A fault is one line,
# "file: reason: explanation"; the exit status says whether there was one.

BEGIN { FS = "\t" }

function fault(reason, text) {
	printf "%s: %s: %s\n", file, reason, text
	faults++
}

# The file carries its own name.
function named(path, name) {
	file = path
	sub(/.*\//, "", path)
	if (path != name ".xml")
		fault("file-name", "calls itself " name)
}

# {keys} of a text, which every set of terms must have.
function use_terms(text,    key) {
	while (match(text, /\{[^}]*\}/)) {
		key = substr(text, RSTART + 1, RLENGTH - 2)
		text = substr(text, RSTART + RLENGTH)
		for (t = 1; t <= sets; t++)
			if (!((set[t], key) in term))
				fault("unknown-term", "{" key "} is not in " set[t])
	}
}

# "name=code code" of the field `of`, which stands in `group` ("-": none).
function condition(of, text, group,    n, i, name, codes) {
	if (text == "-")
		return
	name = text
	sub(/=.*/, "", name)
	n = split(substr(text, length(name) + 2), codes, " ")
	if (!(name in type)) {
		fault(name in later ? "condition-order" : "condition-field", \
		    of " depends on " name (name in later ? ", which comes after it" : ", which the form has not"))
		return
	}
	if (in_group[name] != "-" && in_group[name] != group)
		fault("condition-group", of " depends on " name ", which is in rows of their own")
	for (i = 1; i <= n; i++)
		if (!may_be(name, codes[i]))
			fault("condition-code", of " depends on " name " being " codes[i])
}

function may_be(name, code) {
	if (type[name] == "yesno")
		return code == "Y" || code == "N"
	if (type[name] == "tick")
		return code == "Y"
	return (type[name] == "code" || type[name] == "codes") && ((list[name], code) in has)
}

# A list with "other, please say" needs the field that asks.
function asks_other(name,    codes, n, i, f, text, got) {
	n = split(specify[list[name]], codes, " ")
	if (n == 0 || type[name] != "code")
		return
	for (f in type) {
		text = " " (required_if[f] != "-" ? required_if[f] : required[f] == "yes" ? only_if[f] : "") " "
		if (index(text, " " name "=") != 1)
			continue
		sub(/=/, " ", text)
		got = 0
		for (i = 1; i <= n; i++)
			got += index(text, " " codes[i] " ") > 0
		if (got == n)
			return
	}
	fault("specify", name " has no field that must say what " specify[list[name]] " is")
}

# A form has been read: the checks that need all of it.
function form_end(    i) {
	if (!fields)
		return
	split("", later)
	for (i = 1; i <= fields; i++)
		later[order[i]] = 1
	split("", type)
	for (i = 1; i <= fields; i++) {
		condition(order[i], required_if[order[i]], in_group[order[i]])
		condition(order[i], only_if[order[i]], in_group[order[i]])
		type[order[i]] = kind[order[i]]
	}
	for (i = 1; i <= fields; i++)
		asks_other(order[i])
	fields = 0
	split("", in_group); split("", list); split("", kind)
	split("", required_if); split("", only_if); split("", required)
}

function once(what, key) {
	if ((what, key) in seen)
		fault("twice-" what, key " is there twice")
	seen[what, key] = 1
}

$1 == "list" || $1 == "form" { reading = $1 }

$1 == "list" {
	form_end()
	named($2, $3)
	once("list", $3)
	current = $3
	lists[current] = 1
}

$1 == "code" {
	once("code", current " " $2)
	has[current, $2] = 1
	if ($4 != "" && $3 > $4)
		fault("dates", $2 " ends before it begins")
	if ($5 ~ /(^| )specify( |$)/)
		specify[current] = specify[current] (specify[current] == "" ? "" : " ") $2
}

$1 == "terms" {
	form_end()
	named($2, $3)
	set[++sets] = $3
	set_file[sets] = $2
}

$1 == "term" {
	once("term", set[sets] " " $2)
	term[set[sets], $2] = 1
	keys[$2] = 1
}

$1 == "form" {
	form_end()
	named($2, $3)
	form = $3
}

$1 == "words" { use_terms($2) }

$1 == "section" {
	once("section", form " " $3)
	once("section-id", form " " $2)
}

$1 == "box" || $1 == "group" { once("id", form " " $2) }
$1 == "group" { once("name", form " " $3) }

$1 == "field" {
	once("id", form " " $2)
	once("name", form " " $3)
	order[++fields] = $3
	kind[$3] = $4
	sub(/:.*/, "", $5)		# a part of a list, by a flag
	list[$3] = $5
	required_if[$3] = $6
	only_if[$3] = $7
	required[$3] = $8
	in_group[$3] = $9
	if ($5 != "-" && !($5 in lists))
		fault("unknown-list", $3 " wants the list " $5)
}

END {
	form_end()
	for (t = 1; t <= sets; t++)
		for (key in keys)
			if (!((set[t], key) in term)) {
				file = set_file[t]
				fault("missing-term", "has no " key)
			}
	exit faults > 0
}
