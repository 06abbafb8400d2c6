/// What the page does by itself: searching, copying, printing. It works without, too.
enum PageScript {
    static let text = #"""
        (() => {
          const search = document.getElementById('search');
          const found = [...document.querySelectorAll('[data-words]')];
          const sections = document.querySelectorAll('section.area, nav section');
          const contents = document.querySelector('nav details');
          const assumed = document.body.dataset.url;
          const narrow = matchMedia('(max-width: 60rem)');
          const filter = () => {
            const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
            let any = false;
            for (const item of found) {
              item.hidden = !words.every(word => item.dataset.words.includes(word));
              any = any || !item.hidden;
            }
            for (const section of sections) {
              const items = section.querySelectorAll('[data-words]');
              section.hidden = words.length > 0 && [...items].every(item => item.hidden);
            }
            document.getElementById('none').hidden = any;
            document.body.classList.toggle('searching', words.length > 0);
            if (words.length) scrollTo(0, 0);
          };
          const reveal = () => {
            const target = location.hash && document.getElementById(location.hash.slice(1));
            if (target instanceof HTMLDetailsElement) target.open = true;
          };
          // Where no URL is configured, the server is where the page came from.
          for (const code of assumed ? document.querySelectorAll('.command code') : []) {
            code.textContent = code.textContent.replaceAll(assumed, location.origin);
          }
          if (narrow.matches) contents.open = false;
          search.addEventListener('input', filter);
          addEventListener('hashchange', reveal);
          addEventListener('keydown', event => {
            const typing = event.target instanceof HTMLInputElement;
            if (event.key === '/' && !typing) { event.preventDefault(); search.focus(); }
            if (event.key === 'Escape' && typing) { search.value = ''; filter(); search.blur(); }
          });
          addEventListener('beforeprint', () => {
            for (const details of document.querySelectorAll('main details')) details.open = true;
          });
          document.addEventListener('click', async event => {
            if (narrow.matches && event.target.closest('nav a')) contents.open = false;
            const button = event.target.closest('.copy');
            if (!button) return;
            const code = button.parentElement.querySelector('code');
            getSelection().selectAllChildren(code);
            try {
              await navigator.clipboard.writeText(code.textContent);
              button.textContent = 'Copied';
            } catch {
              button.textContent = 'Selected';
            }
            setTimeout(() => { button.textContent = 'Copy'; }, 1500);
          });
          reveal();
        })();
        """#
}
