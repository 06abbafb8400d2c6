/// How the page looks: on a screen or phone, by day or night, on paper.
enum PageStyle {
    static let text = """
        :root { color-scheme: light dark; --bg: #fff; --soft: #f5f6f8; --line: #d9dde3; --text: #1b2330; --dim: #566173;
          --link: #0b57b0; --get: #0b6bcb; --post: #13773f; --put: #8a5a00; --patch: #7a3fb0; --bad: #b3261e;
          --mono: ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
        @media (prefers-color-scheme: dark) { :root { --bg: #12161c; --soft: #1b212a; --line: #323b48; --text: #e4e8ee;
          --dim: #a3adbb; --link: #82b6ff; --get: #5fa8f5; --post: #5fce8f; --put: #e0ae4d; --patch: #c59af0;
          --bad: #ff8f87; } }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--bg); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI",
          Roboto, "DejaVu Sans", sans-serif; display: grid; grid-template: auto 1fr / 19rem minmax(0, 1fr); }
        a { color: var(--link); text-underline-offset: .15em; }
        a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible, pre:focus-visible {
          outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: 1rem; z-index: 3; background: var(--bg); padding: .5rem 1rem; }
        header { grid-column: 1 / -1; position: sticky; top: 0; z-index: 2; display: flex; gap: 1rem; align-items: center;
          padding: .6rem 1.25rem; background: var(--bg); border-bottom: 1px solid var(--line); }
        .home { font-weight: 700; font-size: 1.15rem; color: var(--text); text-decoration: none; white-space: nowrap; }
        .home small { color: var(--dim); font-weight: 400; margin-left: .5rem; }
        #search { flex: 1; min-width: 0; max-width: 34rem; margin-left: auto; padding: .45rem .75rem; font: inherit;
          color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: 8px; }
        nav { position: sticky; top: 3.6rem; align-self: start; max-height: calc(100vh - 3.6rem); overflow: auto;
          padding: 1rem .5rem 2rem 1.25rem; border-right: 1px solid var(--line); font-size: .85rem; }
        nav summary { display: none; }
        nav h2 { font-size: .78rem; margin: 1rem 0 .25rem; text-transform: uppercase; letter-spacing: .04em; }
        nav h2 a { color: var(--dim); text-decoration: none; }
        nav ul { list-style: none; margin: 0; padding: 0; }
        nav li a { display: flex; gap: .5rem; align-items: baseline; padding: .2rem .35rem; border-radius: 5px;
          color: var(--text); text-decoration: none; }
        nav li a:hover { background: var(--soft); }
        nav li span { overflow-wrap: anywhere; min-width: 0; font: .75rem/1.4 var(--mono); }
        nav .method { flex: 0 0 2.9rem; font-size: .62rem; text-align: center; }
        main { padding: 1.5rem clamp(1rem, 4vw, 3rem) 6rem; max-width: 62rem; min-width: 0; outline: none; }
        h1 { font-size: 2rem; line-height: 1.2; margin: .25rem 0; }
        .lead { font-size: 1.15rem; color: var(--dim); margin-top: 0; }
        main h2 { font-size: 1.45rem; margin: 3rem 0 .25rem; }
        h3 { position: relative; padding-right: 1.5rem; display: flex; flex-wrap: wrap; gap: .35rem .7rem; align-items: center; font-size: 1.05rem; margin: 0 0 .5rem; }
        h4 { margin: 1.1rem 0 .35rem; font-size: .9rem; }
        article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin: 1.25rem 0; }
        article:target, details:target { border-color: var(--link); }
        p { margin: .5rem 0; overflow-wrap: break-word; }
        .summary { font-weight: 600; }
        .caller { color: var(--dim); }
        code { font-family: var(--mono); font-size: .88em; background: var(--soft); padding: .1em .3em; border-radius: 4px;
          overflow-wrap: anywhere; }
        .path { font-size: 1rem; background: none; padding: 0; }
        .anchor { position: absolute; top: 0; right: 0; text-decoration: none; color: var(--dim); font-weight: 400; }
        .method { font: 700 .72rem/1.6 var(--mono); padding: 0 .5em; border: 1px solid; border-radius: 5px;
          color: var(--dim); }
        .get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .patch { color: var(--patch); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .875rem; }
        th { text-align: left; color: var(--dim); font-weight: 600; font-size: .78rem; }
        th, td { padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        tbody tr:last-child td { border-bottom: 0; }
        td.name { white-space: nowrap; } td.name i { color: var(--dim); font-size: .8em; }
        td.type { color: var(--dim); min-width: 7rem; }
        .d1 { padding-left: 1.2rem; } .d2 { padding-left: 2.4rem; } .d3 { padding-left: 3.6rem; } .d4 { padding-left: 4.8rem; }
        details { border: 1px solid var(--line); border-radius: 8px; margin: .4rem 0; padding: .35rem .75rem; }
        nav details { border: 0; padding: 0; margin: 0; }
        summary { cursor: pointer; font-size: .92rem; }
        .status { font-family: var(--mono); } .s2 { color: var(--post); } .s3 { color: var(--put); }
        .s4, .s5 { color: var(--bad); }
        pre { margin: .5rem 0; padding: .75rem 1rem; overflow: auto; max-height: 28rem; background: var(--soft);
          border-radius: 8px; font-size: .85rem; line-height: 1.45; }
        pre code { background: none; padding: 0; font-size: 1em; overflow-wrap: normal; }
        .media, .others { color: var(--dim); font-size: .9rem; }
        .command { position: relative; margin-top: 1rem; }
        .command pre { padding-right: 5.5rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
        .copy { position: absolute; top: .45rem; right: .5rem; font: inherit; font-size: .8rem; padding: .2rem .6rem;
          color: var(--text); background: var(--bg); border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
        .searching .intro, .searching #schemas, .searching #replies { display: none; }
        @media (max-width: 60rem) {
          body { display: block; }
          nav { position: static; max-height: none; border: 0; border-bottom: 1px solid var(--line); padding: .6rem 1rem; }
          nav summary { display: list-item; font-weight: 600; }
          nav li a { padding: .4rem .35rem; }
          header { padding: .6rem 1rem; gap: .75rem; } header > a:last-child { display: none; }
          article { padding: .9rem; } h1 { font-size: 1.6rem; }
        }
        @media (max-width: 40rem) {
          .fields thead { display: none; } .fields tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
          .fields td { display: inline; border: 0; padding: 0; white-space: normal; }
          .fields td:last-child { display: block; padding-top: .15rem; } .fields td.type { margin-left: .6rem; }
          .fields td:empty { display: none; }
          .fields tr:has(.d1) { margin-left: 1rem; } .fields tr:has(.d2) { margin-left: 2rem; }
          .fields tr:has(.d3, .d4) { margin-left: 3rem; }
        }
        @media print {
          body { display: block; font-size: 10pt; } header, nav, .copy, .anchor, .skip { display: none; }
          main { max-width: none; padding: 0; } article { break-inside: auto; } h3, h4 { break-after: avoid; }
          pre { max-height: none; white-space: pre-wrap; } details::details-content { display: block; content-visibility: visible; }
        }
        """
}
