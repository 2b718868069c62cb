/** The menu and its groups are <details>; Escape and a press outside close them. */
export function closeMenus() {
  const menus = [...document.querySelectorAll(".site-menu, .site-nav-group")];
  document.addEventListener("keydown", (event) => {
    for (const menu of event.key === "Escape" ? menus.filter((each) => each.open) : []) {
      const within = menu.contains(document.activeElement);
      menu.open = false;
      if (within) {
        menu.querySelector("summary").focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) {
      menu.open &&= menu.contains(event.target);
    }
  });
}
