// Rules about kamailio.cfg and its neighbours. One line per rule.
export { kamailioSqlInjection } from "./kamailio-sql-injection.js";
