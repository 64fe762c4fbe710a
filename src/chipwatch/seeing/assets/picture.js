// Makes a picture live when a reader asks for it: only then are the library and the data loaded.
"use strict";

(() => {
  // The policy of the page forbids code that is compiled as it runs, and styles within it.
  const OPTIONS = {
    ast: true, actions: false, defaultStyle: false, renderer: "svg",
    tooltip: { disableDefaultStyle: true },
  };

  async function makeLive(figure, button) {
    button.disabled = true;
    button.textContent = "Loading …";
    try {
      await window.chipwatchRun(figure.dataset.library);
      await window.chipwatchRun(figure.dataset.picture);
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
