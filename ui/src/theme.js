/* Before anything is drawn: the theme that was chosen here last, so that the page does not flash. */
try {
  const theme = localStorage.getItem("viva.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (error) {
  console.info("no storage; the theme follows the system until the settings arrive", error);
}
