import { ALL_IRRELEVANT, ANY, type KnownSettings } from "./model.js";

/** What the core and its command line read (main/options.c, logger.c, loader.c, cli.c, named_acl.c, sorcery.c, config.c). */
export const CORE = {
  "asterisk.conf": {
    understood: "execincludes",
    notModelled: "runuser rungroup live_dangerously disable_remote_console_shell astctlpermissions astctlowner astctlgroup astctl maxcalls maxload maxfiles minmemfree lockconfdir hide_messaging_ami_events dumpcore record_cache_dir astetcdir astmoddir astvarlibdir astdbdir astkeydir astdatadir astagidir astspooldir astrundir astlogdir astsbindir astcachedir",
    irrelevant: "alwaysfork autosystemname cache_media_frames cache_record_files channel_storage_backend console debug defaultlanguage documentation_language dontwarn entityid forceblackbackground hideconnect highpriority initcrypto languageprefix lightbackground lockmode mindtmfduration nocolor nofork quiet refdebug rtp_pt_dynamic rtp_use_dynamic sounds_search_custom_dir stdexten systemname timestamp trace transcode_via_sln transmit_silence transmit_silence_during_record verbose pbx_realtime res_agi app_set",
    former: "internal_timing dahdichanname",
  },
  "logger.conf": {
    notModelled: "exec_after_rotate rotatestrategy queue_log_to_file custom_levels",
    irrelevant: "appendhostname dateformat logger_queue_limit queue_log queue_log_name queue_log_realtime_use_gmt display_callids use_callids rotatetimestamp",
    former: "facility event_log",
    free: [{ section: /^logfiles$/i, standing: "not-modelled" }],
  },
  "modules.conf": { notModelled: "autoload load noload preload preload-require require", free: [{ section: /^global$/i, standing: "irrelevant" }] },
  "acl.conf": { understood: "permit deny", irrelevant: "", former: "acl" },
  "cli.conf": { free: [{ section: ANY, standing: "not-modelled" }] },
  "cli_permissions.conf": { notModelled: "default_perm permit deny" },
  "cli_aliases.conf": ALL_IRRELEVANT,
  "extconfig.conf": { free: [{ section: ANY, standing: "outside" }] },
  "sorcery.conf": { free: [{ section: ANY, standing: "outside" }] },
  "pjproject.conf": ALL_IRRELEVANT,
  "stasis.conf": ALL_IRRELEVANT,
  "statsd.conf": { notModelled: "enabled server", irrelevant: "add_newline meter_support prefix" },
  "codecs.conf": ALL_IRRELEVANT,
  "dsp.conf": ALL_IRRELEVANT,
  "indications.conf": ALL_IRRELEVANT,
  "ccss.conf": { notModelled: "cc_callback_macro cc_callback_sub cc_agent_dialstring", irrelevant: "cc_* ccbs_available_timer ccnr_available_timer exten" },
  "dnsmgr.conf": { irrelevant: "enable refreshinterval" },
  "enum.conf": ALL_IRRELEVANT,
  "resolver_unbound.conf": { notModelled: "hosts resolv nameserver ta_file debug" },
  "res_stun_monitor.conf": { irrelevant: "stunaddr stunrefresh" },
  "say.conf": ALL_IRRELEVANT,
  "res_corosync.conf": { notModelled: "publish_event subscribe_event" },
  "users.conf": {
    notModelled: "directrtpsetup secret context hassip hasiax hasmanager hasvoicemail vmsecret managerread managerwrite host insecure nat transfer registersip registeriax trunkname username fromuser fromdomain",
    irrelevant: "fullname email cid_number allow disallow allow_* callgroup pickupgroup callwaiting callwaitingcallerid threewaycalling callreturn cancallforward canpark canreinvite directmedia dtmfmode dahdichan signalling alternateexts autoprov mailbox userbase operator macaddress linenumber linekeys type group hasdirectory hasexten hash323 label qualify provider trunkstyle volgain rxgain txgain description localextenlength localextensionlength call-limit zapchan immediate autoprov deletevoicemail port autofallthrough",
    former: "hasagent",
  },
} as const satisfies Readonly<Record<string, KnownSettings>>;
