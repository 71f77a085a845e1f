"use strict";
(() => {
  const PARTS = ["trouble", "now", "clocks", "wanted", "systems", "given"];
  const EVERY = 1000, PATIENCE = 5000, OLD = 4;
  const banner = document.getElementById("unreached");
  let heard = Date.now();
  const put = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const id of PARTS) {
      const here = document.getElementById(id), there = fresh.getElementById(id);
      // What has not changed is left, so that a screen reader is not told it again.
      if (here && there && here.innerHTML !== there.innerHTML) here.replaceWith(there);
    }
  };
  const ask = async () => {
    try {
      const answer = await fetch("/board?lang=" + document.documentElement.lang, {
        cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status === 401) location.reload();
      if (!answer.ok) throw new Error(answer.status);
      const text = await answer.text();
      heard = Date.now();
      put(text);
    } catch {
      // The age below says it.
    }
    setTimeout(ask, EVERY);
  };
  const age = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - heard) / 1000));
    const old = seconds >= OLD, said = banner.dataset.said.replace("{seconds}", String(seconds));
    if (banner.hidden === old) banner.hidden = !old;
    if (old && banner.textContent !== said) banner.textContent = said;
    document.body.classList.toggle("old", old);
  };
  setTimeout(ask, EVERY);
  setInterval(age, 500);
})();
