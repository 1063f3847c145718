export const help = `Usage: mortise <command> [options]

Commands
  why <name>         why a plugin runs in this version or does not run at all, or
                     which copy of a shared package the plugins get
  check              all that a build would refuse, without building, and advice on
                     each of the best practices
  dev [<plugin> …]   start plugins of this machine in a deployed host, in one tab:
                     --attach names the host, the link that is printed opens it

Options
  --root <folder>    folder of the host; default: this one
  --config <file>    the host's Vite config; default: vite.config.* in that folder
  --catalog <file>   look at a built or deployed catalog (a file, or an address that
                     begins with http) instead of the sources
  --attach <address> a page of the host, for dev
  --port <number>    of this machine, for dev; default: 4174
  --json             print data for tools
  -h, --help         print this

Exit codes: 0 fine, warnings or not; 1 something is refused; 2 wrong usage.

docs/best-practices.md explains the advice, docs/configuration.md every key.
`
