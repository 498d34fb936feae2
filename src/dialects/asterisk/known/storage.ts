import { ALL_IRRELEVANT, ANY, type KnownSettings } from "./model.js";

const SQL_CREDENTIALS = "dbhost dbuser dbpass dbname dbport dbsock hostname host user username password port sock dsn connection";

/** Records of calls, and databases (main/cdr.c, main/cel.c, cdr/*.c, cel/*.c, res_odbc.c, res_config_*.c, func_odbc.c). */
export const STORAGE = {
  "cdr.conf": {
    notModelled: "enable unanswered congestion batch safeshutdown channeldefaultenabled radiuscfg",
    irrelevant: "accountlogs canceldispositionenabled endbeforehexten ignoredialchanges ignorestatechanges initiatedseconds loguniqueid loguserfield newcdrcolumns scheduleronly size time usegmtime",
    former: "dsn username password table dispositionstring",
  },
  "cdr_adaptive_odbc.conf": { notModelled: "connection table", irrelevant: "quoted_identifiers schema usegmtime", free: [{ section: ANY, standing: "irrelevant" }] },
  "cdr_beanstalkd.conf": { notModelled: "enabled host port", irrelevant: "priority tube" },
  "cdr_custom.conf": { free: [{ section: ANY, standing: "irrelevant" }] },
  "cdr_manager.conf": { notModelled: "enabled", free: [{ section: ANY, standing: "irrelevant" }] },
  "cdr_mysql.conf": { notModelled: `${SQL_CREDENTIALS} ssl_ca ssl_cert ssl_key`, irrelevant: "table cdrzone charset compat usegmtime", former: "userfield loguniqueid", free: [{ section: /^columns$/i, standing: "irrelevant" }] },
  "cdr_odbc.conf": { notModelled: "dsn table", irrelevant: "dispositionstring hrtime loguniqueid newcdrcolumns usegmtime", former: "username password" },
  "cdr_pgsql.conf": { notModelled: SQL_CREDENTIALS, irrelevant: "appname dbappname encoding table timezone" },
  "cdr_sqlite3_custom.conf": ALL_IRRELEVANT,
  "cdr_syslog.conf": { irrelevant: "facility priority template" },
  "cdr_tds.conf": { notModelled: SQL_CREDENTIALS, irrelevant: "table charset hrtime language" },
  "cel.conf": { notModelled: "enable events apps enabled", irrelevant: "dateformat radiuscfg show_user_defined usegmtime" },
  "cel_beanstalkd.conf": { notModelled: "enabled host port", irrelevant: "priority tube" },
  "cel_custom.conf": ALL_IRRELEVANT,
  "cel_odbc.conf": { notModelled: "connection table", free: [{ section: ANY, standing: "irrelevant" }] },
  "cel_pgsql.conf": { notModelled: SQL_CREDENTIALS, irrelevant: "appname dbappname schema show_user_defined table usegmtime" },
  "cel_sqlite3_custom.conf": ALL_IRRELEVANT,
  "cel_tds.conf": { notModelled: SQL_CREDENTIALS, irrelevant: "table charset language" },
  "res_odbc.conf": {
    notModelled: "enabled dsn username password sanitysql pre-connect",
    irrelevant: "backslash_is_escape cache_size cache_type connect_timeout forcecommit isolation logging max_connections negative_connection_cache slow_query_limit",
    former: "pooling limit shared_connections idlecheck share_connections",
    free: [{ section: /^env$/i, standing: "not-modelled" }],
  },
  "func_odbc.conf": {
    notModelled: "readsql writesql insertsql read write escapecommas",
    irrelevant: "dsn writehandle readhandle prefix mode multirow rowlimit minargs syntax synopsis single_db_connection",
  },
  "res_ldap.conf": { notModelled: "host port protocol url user pass basedn version", free: [{ section: ANY, standing: "not-modelled" }] },
  "res_config_mysql.conf": { notModelled: SQL_CREDENTIALS, irrelevant: "dbcharset requirements" },
  "res_mysql.conf": { notModelled: SQL_CREDENTIALS, irrelevant: "dbcharset requirements" },
  "res_config_odbc.conf": { irrelevant: "order_multi_row_results_by_initial_column" },
  "res_config_sqlite.conf": { irrelevant: "cdr_table config_table dbfile" },
  "res_config_sqlite3.conf": { irrelevant: "batch busy_timeout dbfile debug requirements" },
  "res_pgsql.conf": { notModelled: SQL_CREDENTIALS, irrelevant: "appname dbappname order_multi_row_results_by_initial_column requirements socket" },
  "res_curl.conf": { notModelled: "proxy proxyuserpwd userpwd cookie ssl_verifyhost ssl_verifypeer ssl_cainfo ssl_capath ssl_cert ssl_key ssl_keypasswd followlocation maxredirs failurecodes", free: [{ section: ANY, standing: "irrelevant" }] },
} as const satisfies Readonly<Record<string, KnownSettings>>;
