"""Another page inside of this one."""
# stopped by: cleaning

TEXT = "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>"
