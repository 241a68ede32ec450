// Sets the chosen theme before the page is painted; without a choice the device decides.
// A classic script in the head, because a module would run after the first paint.
(() => {
  try {
    const theme = localStorage.getItem("amt-theme");
    if (theme === "dark" || theme === "light") {
      document.documentElement.dataset.kernTheme = theme;
    }
  } catch {
    // Storage is switched off: the page follows the device.
  }
})();
