"""File names: which texts are paths, and which only look like one."""

from __future__ import annotations

import re

from planlint.named import NamedTuple

EXTENSIONS = "|".join(
    """
    py pyi ipynb js jsx mjs cjs ts tsx mts cts vue svelte astro css scss sass less html? md mdx markdown rst txt
    json jsonc json5 jsonl ya?ml toml ini cfg conf env sh bash zsh ps1 bat sql prisma graphql gql proto go rs rb erb
    java kts? swift c cc cpp h hpp cs php lua dart ex exs erl hs scala clj r jl pl tf tfvars lock xml svg png jpe?g gif
    ico pdf csv tsv parquet db sqlite log snap plist xcodeproj pbxproj storyboard gradle properties dockerfile example
    sample template tmpl j2 jinja2? hbs ejs pug wasm woff2? ttf key pem crt hcl bats zig nix rego bicep csproj sln
    xcconfig entitlements xib razor cshtml m mm fs ml nim sol cu cmake styl adoc webp avif mp3 mp4 service
    """.split()
)
#: Files that are known without an ending.
KNOWN = frozenset(
    """
    Makefile makefile Dockerfile Containerfile Justfile justfile Procfile Rakefile Gemfile Jenkinsfile Vagrantfile
    Brewfile Pipfile Podfile Fastfile Tiltfile Caddyfile CODEOWNERS LICENSE go.mod go.sum
    .env .gitignore .gitattributes .gitmodules .dockerignore .npmrc .nvmrc .editorconfig .prettierrc .eslintrc
    .babelrc .flake8 .python-version .ruby-version .node-version .tool-versions
    .pre-commit-config.yaml .env.example .env.local .env.test .env.sample .env.template .env.production
    .env.development
    """.split()
)
#: Products that are called like files.
PRODUCTS = frozenset(
    """
    node.js next.js vue.js nuxt.js react.js express.js three.js d3.js chart.js nest.js socket.io alpine.js discord.js
    moment.js day.js ember.js backbone.js p5.js pdf.js hls.js video.js plotly.js mermaid.js ethers.js web3.js solid.js
    hono.js htmx.js highlight.js prism.js lodash.js ag-grid.js angular.js svelte.js electron.js fastify.js koa.js
    bull.js passport.js knex.js sequelize.js tensorflow.js transformers.js leaflet.js babylon.js anime.js
    """.split()
)
#: Folders that a path without an ending may start with.
ROOTS = frozenset(
    """
    src app apps lib libs test tests docs doc packages pkg cmd internal api server client frontend backend services
    scripts config components pages hooks utils types public assets migrations alembic modules core interfaces registry
    agents skills commands .claude .github .agents .cursor examples fixtures tools infra deploy terraform web mobile
    ios android
    """.split()
)
#: Endings of what is seldom a file when no folder stands before it.
DOUBTFUL = frozenset(".c .h .m .mm .r .fs .ml .sol .cu .key .log .db .env .service .template .sample .example".split())
#: What a name alone that begins with a dot may be: a file of settings; `.test.ts` and `.pdf` are endings of names.
SETTINGS = re.compile(
    r"\.(?!(?:test|spec|config|schema|stories|min)\.)[\w.-]+\.(?:json[c5]?|ya?ml|toml|[cm]?js|ini|cfg|conf|env)"
)
SPAN = r"L?\d+(?:\s?[-–]\s?L?\d+)?"
#: Lines, or a test's name, inside of a path's token.
LINES_INSIDE = re.compile(
    rf"(?::{SPAN}(?:,\s?{SPAN}){{0,9}}(?::\d+)?|#L\d+(?:[-–]L?\d+)?|\sL\d+(?:[-–]L?\d+)?|\s\(lines? [^)]{{0,80}}\)"
    rf"|:\s?lines? {SPAN}|::\w[\w:.\[\]-]{{0,120}})$"
)
ALLOWED = re.compile(r"[\w./@\[\](){},*<>$~+=%-]+$")
ENDING = re.compile(rf"\.(?:{EXTENSIONS})$", re.IGNORECASE)
VERSION = re.compile(r"v?\d+(?:\.\d+)+$")
BARE = re.compile(r"[\w.@-]+$")


class Found(NamedTuple):
    """A path inside a text: where it starts, how it is written, and the lines written behind it."""

    offset: int
    text: str
    cited: str


def path_in(text: str) -> Found | None:
    """Return the path that a code span's text is, or None."""
    name = text.strip()
    offset = text.index(name) if name else 0
    if name.startswith("@") and not name[1:].startswith("/") and ENDING.search(LINES_INSIDE.sub("", name)):
        name, offset = name[1:], offset + 1
    lines = LINES_INSIDE.search(name)
    cited = lines[0] if lines else ""
    name = name[: lines.start()] if lines else name
    return Found(offset, name, cited) if is_path(name) else None


def is_path(name: str) -> bool:
    """Tell whether a name is a file's or folder's."""
    if (
        not name
        or "://" in name
        or not ALLOWED.match(name)
        or VERSION.match(name)
        or name.startswith(("http:", "--", "-"))
    ):
        return False
    if is_known(name):
        return True
    return _with_folders(name) if "/" in name else _bare(name)


def is_known(name: str) -> bool:
    """Tell whether a path leads to a file that is known without an ending."""
    return name.rsplit("/", 1)[-1] in KNOWN


def _bare(name: str) -> bool:
    ending = ENDING.search(name)
    if not ending or not BARE.match(name) or name.lower() in PRODUCTS:
        return False
    if name.startswith("."):
        return SETTINGS.fullmatch(name) is not None
    return ending[0].lower() not in DOUBTFUL


def _with_folders(name: str) -> bool:
    if ENDING.search(name) and "()" not in name:
        return True
    if name.endswith("/") and name not in {"/", "./", "../"} and not name.startswith("/"):
        return not any(mark in name for mark in "=<>,%")
    parts = name.removeprefix("./").split("/")
    if name.startswith("/") or any(mark in name for mark in "=<>,()%{}$"):
        return False
    return len(parts) >= 2 and parts[0] in ROOTS and all(parts)
