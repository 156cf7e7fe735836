# Reads C sources and stylesheets for arrows.sh.
#
#	perl sources.pl ROOT WORK FILE...
#
# WORK/code/FILE has no comments, WORK/bare/FILE no contents of strings either;
# lines stay where they are. WORK/items has a line for each function, each
# declaration outside functions and each static one inside: file, line, kind
# (func, decl, inner), name, number of lines, its words. WORK/last names the
# last constant of each enum, where it says no value.
use strict;
use warnings;
use File::Basename;
use File::Path;

my ($root, $work, @files) = @ARGV;

sub blank { my ($text) = @_; $text =~ s/[^\n]/ /g; return $text; }

sub put {
	my ($path, $text) = @_;
	mkpath(dirname($path));
	open my $out, '>', $path or die "$path: $!";
	print $out $text;
	close $out;
}

my $token = qr{//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'}s;

sub without_comments {
	my ($text) = @_;
	$text =~ s{($token)}{ my $t = $1; $t =~ m{^/} ? blank($t) : $t }ge;
	return $text;
}

sub without_strings {
	my ($text) = @_;
	$text =~ s{("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')}{ my $t = $1;
	    substr($t, 0, 1) . blank(substr($t, 1, -1)) . substr($t, -1) }ge;
	return $text;
}

sub words { my ($text) = @_; $text =~ s/\s+/ /g; $text =~ s/^ | $//g; return $text; }

open my $items, '>', "$work/items" or die;
open my $last, '>', "$work/last" or die;

sub item {
	my ($file, $line, $kind, $name, $n, $text) = @_;
	print $items join("\t", $file, $line, $kind, $name, $n, words($text)), "\n";
}

sub declared { my ($text) = @_; $text =~ s/=.*//s; $text =~ s/\[[^\]]*\]//g;
	return $text =~ /(\w+)\s*$/ ? $1 : ''; }

# Splits what stands outside braces into items.
sub scan {
	my ($file, $bare) = @_;
	my ($depth, $line, $buf, $start, $body, $body_line) = (0, 1, '', 0, '', 0);
	my $in_function = 0;
	$bare =~ s{^[ \t]*#(?:[^\n\\]|\\.|\\\n)*}{ blank($&) }gme;
	while ($bare =~ /([{};]|\s+|[^{};\s]+)/g) {
		my $c = $1;
		$body .= $c if $in_function;
		if ($depth == 0 && $c =~ /\S/ && $buf !~ /\S/) { $start = $line; $buf = ''; }
		if ($c eq '{') {
			if ($depth == 0 && $buf =~ /\)\s*$/ && $buf !~ /=/) {
				$in_function = 1; $body = ''; $body_line = $line;
			}
			$depth++;
		} elsif ($c eq '}') {
			$depth--;
			if ($depth == 0 && $in_function) {
				my $name = $buf =~ /(\w+)\s*\(/ ? $1 : '?';
				item($file, $start, 'func', $name, $line - $start + 1, $buf);
				while ($body =~ /\bstatic\s+((?:[^;{=]|\{[^}]*\})+?)\s*(?=[;=])/g) {
					my ($text, $before) = ($1, substr($body, 0, $-[0]));
					$text =~ s/\{[^}]*\}/{}/g;
					item($file, $body_line + ($before =~ tr/\n//), 'inner', declared($text),
					    1, "static $text");
				}
				($buf, $in_function) = ('', 0);
			} elsif ($depth == 0) {
				$buf .= '{}';
			}
		} elsif ($depth == 0 && $c eq ';') {
			item($file, $start, 'decl', declared($buf), $line - $start + 1, $buf);
			$buf = '';
		} elsif ($depth == 0) {
			$buf .= $c;
		}
		$line += ($c =~ tr/\n//);
	}
	while ($bare =~ /\benum\b\s*\w*\s*\{([^}]*)\}/g) {
		my @names = grep { /\S/ } split /,/, $1;
		print $last "$1\n" if @names && $names[-1] =~ /^\s*(\w+)\s*$/;
	}
}

for my $file (@files) {
	open my $in, '<', "$root/$file" or die "$root/$file: $!";
	local $/;
	my $text = <$in>;
	close $in;
	if ($file =~ /\.xsl$/) {
		$text =~ s{<!--.*?-->}{ blank($&) }gse;
		put("$work/code/$file", $text);
		next;
	}
	my $code = without_comments($text);
	my $bare = without_strings($code);
	put("$work/code/$file", $code);
	put("$work/bare/$file", $bare);
	scan($file, $bare);
}
