// Progressive enhancement only: every page works without this file.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation,
  Tabs, createAll,
} from "govuk-frontend";

import "./session.js";

// What GOV.UK Frontend's template does in an inline script, which our content security policy forbids.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, Tabs,
]) {
  createAll(component);
}

// The filter is open beside a list and folded above it on a phone.
const wide = window.matchMedia("(min-width: 48.0625em)");
const fold = () => {
  for (const filter of document.querySelectorAll("details.app-filter")) filter.open = wide.matches;
};
fold();
wide.addEventListener("change", fold);

// A passkey that was not used, because the person or the browser declined: allauth tells only the console.
document.addEventListener("allauth.error", (event) => {
  const trouble = document.getElementById("passkey-trouble");
  if (!trouble) return;
  event.preventDefault();
  trouble.hidden = false;
  trouble.focus();
});
