import { ALL_IRRELEVANT, ANY, type KnownSettings } from "./model.js";

/** What callers deal with (apps/*.c, res_parking, res_musiconhold.c, features_config.c). */
export const APPLICATIONS = {
  "voicemail.conf": {
    understood: "minpassword maxlogins dialout callback operator sendvoicemail mailcmd externnotify externpass externpassnotify externpasscheck passwordlocation attach exitcontext cidinternalcontexts",
    notModelled: "authuser authpassword imapuser imappassword imapserver userscontext usedirectory aliasescontext imapvmshareid imapparentfolder pollmailboxes forward_urgent_auto",
    irrelevant: "adsi* attachextrecs attachfmt backupdeleted charset delete directoryintro emailbody emaildateformat emailsubject envelope forcegreetings forcename format fromstring greetingsfolder hidefromdir imap* leaveurgent listen-control-* locale maxgreet maxmsg maxmessage maxsecs maxsilence messagewrap minmessage minsecs moveheard msg_id_incorrect nextaftercmd odbc_audio_on_disk odbcstorage odbctable pagerbody pagerdateformat pagerfromstring pagersubject pbxskip pollfreq review saycid sayduration saydurationm searchcontexts serveremail silencethreshold skipms smdienable smdiport tempgreetwarn tps_queue_* tz usedirectory vm-* volgain language expungeonhangup",
    former: "skipaftercmd dbname dbuser dbpass dbhost dbtable cacheenvelope",
    free: [{ section: /^zonemessages$/i, standing: "irrelevant" }, { section: /^(?!general$)/i, standing: "understood" }],
  },
  "confbridge.conf": {
    notModelled: "type pin admin marked startmuted max_members template menu regcontext record_conference record_file record_command record_options video_mode dialplan_exec wait_marked end_marked end_marked_any timeout",
    irrelevant: "announce_* announcement answer_channel denoise dsp_* dtmf_passthrough echo_events enable_events hear_own_join_sound internal_sample_rate jitterbuffer language maximum_sample_rate mixing_interval music_on_hold_class music_on_hold_when_empty quiet record_file_append record_file_timestamp remb_* send_events sound_* talk_detection_events text_messaging video_update_discard binaural_active bridge",
    free: [{ section: ANY, standing: "not-modelled" }],
  },
  "meetme.conf": { notModelled: "conf autocontext", irrelevant: "audiobuffers schedule logmembercount fuzzystart earlyalert endalert extendby attemptcallerid barge device hold ringdelay ringtimeout station trunk type" },
  "queues.conf": {
    notModelled: "context member membermacro membergosub setinterfacevar setqueuevar setqueueentryvar monitor-format",
    irrelevant: "announce announce-* autofill autopause autopausebusy autopausedelay autopauseunavail defaultrule force_longest_waiting_caller joinempty leavewhenempty log-caller-id-name log-restricted-caller-id log_membername_as_agent log_unpause_on_reason_change maxlen memberdelay min-announce-frequency monitor-type musicclass musiconhold music negative_penalty_invalid penaltymemberslimit periodic-announce periodic-announce-frequency periodic-announce-startdelay persistentmembers queue-* random-periodic-announce relative-periodic-announce reportholdtime retry ringinuse servicelevel shared_lastcall strategy timeout timeoutpriority timeoutrestart weight wrapuptime announceposition",
    former: "monitor-join eventwhencalled eventmemberstatus roundrobin keepstats shared_last_call updatecdr cron_random cron_schedule recording rvolume rvol_mode rtone skip_joinannounce answered_elsewhere callback_id timeoutpriority",
  },
  "queuerules.conf": { irrelevant: "penaltychange realtime_rules" },
  "features.conf": {
    notModelled: "blindxfer atxfer automon automixmon disconnect parkcall pickupexten atxferabort atxfercomplete atxferthreeway atxferswap",
    irrelevant: "transferdigittimeout xfersound xferfailsound featuredigittimeout atxfernoanswertimeout atxferdropcall atxferloopdelay atxfercallbackretries transferdialattempts transferretrysound transferinvalidsound transferannouncesound pickupsound pickupfailsound courtesytone recordingfailsound",
    former: "parkext parkpos parkingtime parkedcalltransfers parkedcallreparking parkedcallhangup parkedcallrecording parkeddynamic parkedmusicclass parkinghints comebacktoorigin comebackcontext comebackdialtime findslot adsipark context parkext_exclusive parkedplay",
    free: [{ section: /^(applicationmap|(?!general$|featuremap$).*)$/i, standing: "not-modelled" }],
  },
  "res_parking.conf": {
    notModelled: "parkedcalltransfers parkeddynamic context comebackcontext parkext parkedcallhangup parkedcallrecording parkedcallreparking",
    irrelevant: "parkpos parkingtime parkext_exclusive parkinghints comebackdialtime comebacktoorigin courtesytone findslot parkedmusicclass parkedplay",
  },
  "musiconhold.conf": {
    notModelled: "application mode",
    irrelevant: "announcement answeredonly cachertclasses digit directory entry format kill_escalation_delay kill_method loop_last preferchannelclass sort random type",
    former: "default",
    free: [{ section: /^(classes|moh_files)$/i, standing: "irrelevant" }],
  },
  "amd.conf": { irrelevant: "after_greeting_silence between_words_silence greeting initial_silence maximum_number_of_words maximum_word_length min_word_length playback_file silence_threshold total_analysis_time" },
  "agents.conf": { notModelled: "custom_beep ackcall", irrelevant: "acceptdtmf autologoff fullname musiconhold recordagentcalls wrapuptime", former: "agent group autologoffunavail endcall goodbye savecallsin createlink urlprefix recordformat multiplelogin maxlogintries persistentagents enddtmf updatecdr" },
  "followme.conf": { notModelled: "context number", irrelevant: "call_from_prompt connecting_prompt declinecall enable_callee_prompt featuredigittimeout music musicclass musiconhold norecording_prompt options_prompt call-from-prompt connecting-prompt norecording-prompt options-prompt pls-hold-prompt sorry-prompt status-prompt pls_hold_prompt sorry_prompt status_prompt takecall" },
  "calendar.conf": { notModelled: "secret url user app appdata context extension", irrelevant: "autoreminder channel fetch_again_at_reload refresh setvar timeframe type waittime" },
  "minivm.conf": { notModelled: "mailcmd externnotify pincode", free: [{ section: ANY, standing: "irrelevant" }] },
  "extensions_minivm.conf": { free: [{ section: ANY, standing: "not-modelled" }] },
  "sla.conf": ALL_IRRELEVANT,
  "alarmreceiver.conf": { notModelled: "eventcmd eventspooldir", irrelevant: "answait db-family fdtimeout logindividualevents loudness no_group_meta sdtimeout timestampformat" },
  "festival.conf": { notModelled: "host port festivalcommand", irrelevant: "cachedir usecache" },
  "adsi.conf": ALL_IRRELEVANT,
  "app_mysql.conf": { irrelevant: "autoclear nullvalue" },
  "osp.conf": ALL_IRRELEVANT,
} as const satisfies Readonly<Record<string, KnownSettings>>;
