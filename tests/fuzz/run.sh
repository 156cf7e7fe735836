#!/bin/bash
# Builds every fuzzer of this directory with clang and lets each try for some
# seconds, beginning with the inputs of corpus/NAME. Whatever one finds fails:
# the input is kept in BUILD_DIR/found and its report shown.
#
#	tests/fuzz/run.sh SECONDS [BUILD_DIR] [NAME...]
#
# A found input is a test from then on: put it into corpus/NAME.
set -u
shopt -s nullglob
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
seconds=${1:?usage: run.sh SECONDS [BUILD_DIR] [NAME...]}
build=$(realpath -m "${2:-fuzz-build}")
shift $(($# < 2 ? $# : 2))
names=("$@")

if ! command -v clang >/dev/null; then
	echo "fuzz: clang is not here, nothing was tried"
	exit 77
fi

[ ${#names[@]} -gt 0 ] || for file in "$here"/fuzz-*.c; do
	name=${file##*/fuzz-}
	names+=("${name%.c}")
done

# What one links besides common: a fuzzer of a module names its sources and
# libraries in its first comment, " * fuzz: modules/x/y.c -lz".
own() {
	sed -n 's|^ \* fuzz: \(.*\)$|\1|p' "$here/fuzz-$1.c"
}

write_makefile() {
	local name word
	cat <<-END
	.RECIPEPREFIX = >
	CC = clang
	CFLAGS = -std=c11 -D_GNU_SOURCE -O1 -g -fno-omit-frame-pointer \\
		-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -D__SANITIZE_ADDRESS__ \\
		-DDATA_DIR='"/nowhere"' -I$top/common $(pkg-config --cflags libxml-2.0 libxslt \
		    "$(pkg-config --exists libmariadb && echo libmariadb || echo mysqlclient)" libsodium libseccomp xlsxwriter cairo-ft cairo-pdf freetype2)
	LIBS = $(pkg-config --libs libxml-2.0 libxslt \
		    "$(pkg-config --exists libmariadb && echo libmariadb || echo mysqlclient)" libsodium libseccomp xlsxwriter cairo-ft cairo-pdf freetype2) -lfcgi
	COMMON = $(for file in "$top"/common/*.c; do echo "common-$(basename "$file" .c).o "; done | tr -d '\n')
	all: $(printf 'fuzz-%s ' "${names[@]}")
	common-%.o: $top/common/%.c $(echo "$top"/common/*.h)
	>\$(CC) \$(CFLAGS) -c -o \$@ \$<
	common.a: \$(COMMON)
	>rm -f \$@ && ar rcs \$@ \$(COMMON)
	END
	for name in "${names[@]}"; do
		printf 'fuzz-%s: %s' "$name" "$here/fuzz-$name.c"
		for word in $(own "$name"); do
			case $word in -*) ;; *) printf ' %s' "$top/$word" ;; esac
		done
		printf ' common.a\n>$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $^'
		for word in $(own "$name"); do
			case $word in -*) printf ' %s' "$word" ;; esac
		done
		printf ' $(LIBS)\n'
	done
}

try() {
	local name=$1 seeds=$here/corpus/$1 options=()
	mkdir -p "$build/corpus/$name" "$build/found"
	[ ! -d "$seeds" ] || options+=("$seeds")
	[ ! -e "$here/$name.dict" ] || options+=("-dict=$here/$name.dict")
	"$build/fuzz-$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
	    -artifact_prefix="$build/found/$name-" "$build/corpus/$name" "${options[@]}" \
	    >"$build/$name.log" 2>&1
}

mkdir -p "$build" && write_makefile >"$build/Makefile" || exit 1
if ! make -s -C "$build" -j2 all >"$build/make.log" 2>&1; then
	tail -n 30 "$build/make.log"
	exit 1
fi
failed=0
for name in "${names[@]}"; do
	if try "$name"; then
		echo "fuzz: $name: $(sed -n 's/^Done \([0-9]*\) runs.*/\1 inputs/p' "$build/$name.log")"
	else
		echo "fuzz: $name FAILED, see $build/$name.log and $build/found"
		grep -m 1 -A 25 'ERROR\|runtime error\|deadly' "$build/$name.log"
		failed=1
	fi
done
exit $failed
