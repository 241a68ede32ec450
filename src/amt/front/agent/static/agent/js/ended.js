// What a page kept of the last call, such as answers still to be saved, goes with it.
try {
  sessionStorage.clear();
} catch {
  // Storage is switched off: nothing was kept.
}
