# Holds a program's socket as the service manager does, and starts the program again
# 200 ms after it has ended: hold.pl SOCKET PROGRAM WORD...
use strict;
use warnings;
use Socket;
use POSIX ();

my ($path, @command) = @ARGV;
unlink $path;
socket(my $listener, AF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
bind($listener, pack_sockaddr_un($path)) or die "bind: $!";
listen($listener, 511) or die "listen: $!";
my $child;
$SIG{TERM} = sub { kill 'TERM', $child if $child; exit 0 };
while (1) {
	$child = fork() // die "fork: $!";
	if (!$child) {
		POSIX::setsid();
		POSIX::dup2(fileno($listener), 3);
		if (fileno($listener) == 3) {
			require Fcntl;
			fcntl($listener, Fcntl::F_SETFD(), 0);
		}
		$ENV{LISTEN_FDS} = 1;
		exec @command or POSIX::_exit(127);
	}
	$| = 1;
	print "$child\n";
	waitpid $child, 0;
	select undef, undef, undef, 0.2;
}
