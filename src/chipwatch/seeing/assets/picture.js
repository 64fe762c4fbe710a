// Makes a picture live when a reader asks for it: only then are the library and the data loaded.
"use strict";

(() => {
  // The policy of the page forbids code that is compiled as it runs, and styles within it.
  const OPTIONS = {
    ast: true, actions: false, defaultStyle: false, renderer: "svg",
    tooltip: { disableDefaultStyle: true },
  };

  function runScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
  }

  async function makeLive(figure, button) {
    button.disabled = true;
    button.textContent = "Loading …";
    try {
      await runScript(figure.dataset.library);
      await runScript(figure.dataset.picture);
      const place = document.createElement("div");
      await window.vegaEmbed(place, window.chipwatchPicture, OPTIONS);
      figure.querySelector(".scroll").replaceChildren(place);
      button.remove();
    } catch {
      button.textContent = "The live picture could not be loaded.";
    }
  }

  for (const figure of document.querySelectorAll("figure.plane")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show figures under the pointer";
    button.addEventListener("click", () => makeLive(figure, button));
    figure.querySelector("figcaption").append(" ", button);
  }
})();
