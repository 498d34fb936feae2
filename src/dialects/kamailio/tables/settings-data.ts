// Made by scripts/kamailio/tables.mjs; not to be edited.
/** Core settings with the kinds of value they take; see settings.ts for the notation. */
export const SETTINGS = `
add_rport:n advertised_address:a advertised_port:n async_nonblock:n async_tkv_evcb:s@1c async_tkv_gname:s@1c async_usleep:n async_workers:n
async_workers_group:s auto_aliases:n auto_bind_ipv6:n auto_domains:n@1o bind_ipv6_link_local:n check_via:n children:n chroot:sw core_log:i corelog:i
debug:i disable_core_dump:n disable_sctp:n disable_tcp:n disable_tls:n dns:n dns_cache_del_nonexp:n dns_cache_delete_nonexpired:n dns_cache_flags:n
dns_cache_gc_interval:n dns_cache_init:n dns_cache_max_ttl:n dns_cache_mem:n dns_cache_min_ttl:n dns_cache_negative_ttl:n dns_cache_rec_pref:n
dns_naptr_ignore_rfc:n dns_retr_no:n dns_retr_time:n dns_rev_via:n@1o dns_sctp_pref:i dns_sctp_preference:i dns_search_full_match:n dns_servers_no:n
dns_slow_query_ms:n dns_srv_lb:n dns_srv_loadbalancing:n dns_tcp_pref:i dns_tcp_preference:i dns_tls_pref:i dns_tls_preference:i dns_try_ipv6:n
dns_try_naptr:n dns_udp_pref:i dns_udp_preference:i dns_use_cache:n@1o dns_use_failover:n@1o dns_use_search_list:n dst_blocklist_expire:n
dst_blocklist_gc_interval:n dst_blocklist_init:n dst_blocklist_mem:n dst_blocklist_sctp_imask:n dst_blocklist_tcp_imask:n dst_blocklist_tls_imask:n
dst_blocklist_ttl:n dst_blocklist_udp_imask:n enable_sctp:n enable_tls:n exit_timeout:n force_rport:n fork:n fork_delay:n gid:sw group:sw
hdr_name_extra_chars:s http_reply_hack:n http_reply_parse:n ip_free_bind:i ip_nonlocal_bind:i ipfreebind:i ipv6_hex_style:s latency_cfg_log:i
latency_limit_action:n latency_limit_cfg:n latency_limit_db:n latency_log:i local_rport:n log_color:n log_engine_data:s log_engine_type:s
log_facility:w log_name:s log_prefix:s log_prefix_mode:n log_stderror:n max_branches:n max_recursive_level:n max_while_loops:n maxbuffer:n
maxsndbuffer:n@1k mcast:sw mcast_loopback:n mcast_ttl:n mem_add_size:i@1k mem_dbg:i mem_join:i mem_log:i mem_safety:i mem_status_mode:i mem_summary:i
memdbg:i memlog:i mhomed:n mlock_pages:n modinit_delay:n msg_apply_changes_mode:n@w msg_clone_extra_size:n@w msg_recv_max_size:n@1o msg_time:n
onsend_route_reply:n open_files_limit:n phone2tel:n pmtu_discovery:n port:n pv_buffer_size:n pv_buffer_slots:n pv_cache_action:n pv_cache_limit:n
real_time:n received_route_mode:i reply_to_via:n return_mode:n@1o rev_dns:n route_locks_size:n rpc_exec_delta:n@1o rt_fast_timer_prio:n
rt_ftimer_policy:n rt_ftimer_prio:n rt_policy:n rt_prio:n rt_stimer_policy:n rt_stimer_prio:n rt_timer1_policy:n rt_timer1_prio:n rt_timer2_policy:n
rt_timer2_prio:n run_dir:sw rundir:sw sctp_children:n ser_kill_timeout:n server_header:s server_id:n server_signature:n shm:n shm_force_alloc:n
shm_mem:n shm_mem_size:n sip_parser_log:i sip_parser_log_oneline:i@1q sip_parser_mode:i sip_warning:n socket_workers:n sql_buffer_size:n
stats_name_separator:s tcp_accept_aliases:n tcp_accept_haproxy:n tcp_accept_hep3:n tcp_accept_iplimit:n@1o tcp_accept_no_cl:n
tcp_accept_protocols:ns@1k tcp_accept_protos:ns@1k tcp_accept_unique:n tcp_async:n tcp_buf_write:n tcp_check_timer:n@1o tcp_children:n
tcp_clone_rcvbuf:n tcp_close_rst:n@1o tcp_conn_wq_max:n tcp_connect_timeout:i tcp_connection_lifetime:i tcp_connection_match:n tcp_crlf_ping:n
tcp_defer_accept:n tcp_delayed_ack:n tcp_fd_cache:n tcp_keepalive:n tcp_keepcnt:n tcp_keepidle:n tcp_keepintvl:n tcp_linger2:n tcp_listen_backlog:n@w
tcp_main_threads:n@w tcp_max_connections:n tcp_msg_data_timeout:n@1o tcp_msg_read_timeout:n@1o tcp_no_connect:n tcp_poll_method:sw tcp_rd_buf_size:n
tcp_reuse_port:n tcp_script_mode:i@1q tcp_send_timeout:i tcp_source_ipv4:4 tcp_source_ipv6:6 tcp_syncnt:n tcp_wait_data:i@1q tcp_wq_blk_size:n
tcp_wq_max:n tls_ca_list:s tls_certificate:s tls_connection_match_domain:n@w tls_disable:n tls_enable:n tls_handshake_timeout:n tls_log:n
tls_max_connections:n tls_method:w tls_port_no:n tls_private_key:s tls_require_certificate:n tls_send_timeout:n tls_threads_mode:n@1o tls_verify:n
tlslog:n tos:nw udp4_raw:i udp4_raw_mtu:n udp4_raw_ttl:n udp_mtu:n udp_mtu_try_proto:p udp_receiver_mode:n@1c uid:sw uri_host_extra_chars:s
use_dns_cache:n use_dns_failover:n use_dst_blocklist:n user:sw user_agent_header:s verbose_startup:n version_table:s wait_worker1_mode:n
wait_worker1_time:n wait_worker1_usleep:n wdir:sw workdir:sw xavp_via_fields:s xavp_via_params:s xavp_via_reply_params:s@1k
`;

/** Words of the language that are no names, settings aside. */
export const KEYWORDS = `
ADVERTISE AGNAME@1c ALL INET INET6 IPV4@1q IPV6@1q IPv4@1q IPv6@1q KAMAILIO MAXCOMPAT NAME OPENSER SCTP SER TCP TLS UDP VRF@w WS WSS add_local_rport
add_tcp_alias advertise af agname@1c alias avpflags bind@1o bool branch_route break case cfg_reset cfg_select cfgengine clear_branches coreparam@w def
default defenv defenvs@1q defexp@1o defexps@1o define defined desc descr description disable domain@1o drop dst_ip dst_port else enable endif eq error
event_route event_route_callback exec exit f failure_route false fd flags force_send_socket force_tcp_alias forward forward_sctp forward_tcp
forward_tls forward_udp fr from_uri fu g ieq if ifdef ifexp@1o ifndef import_file include_file ine inet inet6 ipv4@1q ipv6@1q isavpflagset isflagset
kemi listen loadmodule loadmodulex loadpath log max_len method mod modparam modparamx mpath msg:len myself name ne no off on onreply_route onsend_route
onsend_route_callback pre_routing_callback prefix proto received_route_callback redef redefine remove_branch reply_route reply_route_callback
request_route request_route_callback@1k resetavpflag resetflag return revert_uri rewritehost rewritehostport rewritehostporttrans rewriteport
rewriteuri rewriteuser rewriteuserpass route sctp selval set_advertised_address set_advertised_port set_forward_close set_forward_no_connect
set_reply_close set_reply_no_connect setavpflag setflag seth sethost sethostport sethostporttrans sethp sethpt setp setport setu setup seturi setuser
setuserpass snd_af snd_ip snd_port snd_proto socket@1o src_ip src_port statistics status strempty strip strip_tail strlen subst substdef substdefs
switch t tcp td tls to_af to_ip to_port to_proto to_uri tr true trydef trydefenv@1q trydefenvs@1q trydefine tu udp uri uri:host uri:port userphone
virtual@1q vrf@w while workers@1o ws wss yes
`;
