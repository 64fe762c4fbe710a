// Runs a script of the site by its address: pictures and the search of texts load so what they need.
"use strict";

window.chipwatchRun = (address) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = resolve;
  script.onerror = () => reject(new Error(address));
  document.head.append(script);
  script.remove();
});
